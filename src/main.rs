//! The `kladka` command.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    kladka::cli::run(std::env::args_os())
}
