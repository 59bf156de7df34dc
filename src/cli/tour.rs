//! `kladka tour`: the real commands on two sample documents, in a folder of their own.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::output::note;

/// See Kładka at work: real commands on two sample documents in a temporary folder.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// Keep the folder, to try more commands in it.
    #[arg(long)]
    keep: bool,
}

const POLISH: (&str, &str) =
    ("coalition.pl.md", include_str!("../../memory/samples/coalition.pl.md"));
const ENGLISH: (&str, &str) =
    ("coalition.en.md", include_str!("../../memory/samples/coalition.en.md"));

/// Columns of the tables shown.
const WIDTH: &str = "118";

/// A step: what it shows, the arguments, and how many lines of its output are shown.
struct Step {
    about: &'static str,
    arguments: &'static [&'static str],
    lines: usize,
}

const STEPS: &[Step] = &[
    Step {
        about: "The Polish text in sentences; what is no prose is marked.",
        arguments: &["segment", "coalition.pl.md"],
        lines: 14,
    },
    Step {
        about: "Which sentence answers which; pairs and terms go into a memory.",
        arguments: &["align", "coalition.pl.md", "coalition.en.md", "--memory", "tour.sqlite"],
        lines: 16,
    },
    Step {
        about: "Which term answers which, whatever its form.",
        arguments: &["terms", "coalition.pl.md", "coalition.en.md", "--no-memory"],
        lines: 16,
    },
    Step {
        about: "A phrase, inflected: the memory knows the term and the sentences.",
        arguments: &["lookup", "Globalną Koalicją", "--memory", "tour.sqlite", "--limit", "2"],
        lines: 60,
    },
    Step {
        about: "Glossary entries in a sentence, in any form, with the reason.",
        arguments: &[
            "glossary",
            "find",
            "Minister rozmawiał o prawie międzynarodowym z sekretarzem generalnym ONZ.",
        ],
        lines: 14,
    },
    Step {
        about: "The memory as TMX, for any other tool.",
        arguments: &["export", "tour.tmx", "--memory", "tour.sqlite"],
        lines: 4,
    },
    Step {
        about: "What the memory holds now.",
        arguments: &["memory", "stats", "--memory", "tour.sqlite"],
        lines: 10,
    },
];

pub(super) fn run(args: Args) -> Result<Outcome> {
    let folder = make_folder()?;
    let done = walk(&folder);
    if args.keep {
        note(&format!("kept: {}", folder.display()));
    } else {
        let _ = fs::remove_dir_all(&folder);
    }
    done.map(|()| Outcome::Done)
}

/// A new folder below the system's temporary one.
fn make_folder() -> Result<PathBuf> {
    for attempt in 0..100 {
        let name = format!("kladka-tour-{}-{attempt}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("cannot make the folder {}", folder.display()));
            }
        }
    }
    bail!("cannot make a temporary folder: a hundred names are taken");
}

fn walk(folder: &Path) -> Result<()> {
    let program = std::env::current_exe().context("cannot tell where this program lies")?;
    for (name, text) in [POLISH, ENGLISH] {
        fs::write(folder.join(name), text).with_context(|| format!("cannot write {name}"))?;
    }
    let mut output = BufWriter::new(io::stdout().lock());
    writeln!(output, "A tour of Kładka on two sample documents: {} and {}.", POLISH.0, ENGLISH.0)?;
    for step in STEPS {
        writeln!(output, "\n# {}\n$ kladka {}", step.about, shell(step.arguments))?;
        output.flush()?;
        let colours = io::stdout().is_terminal();
        let run = Command::new(&program)
            .args(step.arguments)
            .args(looks(step.arguments[0]))
            .current_dir(folder)
            .env_remove("KLADKA_MEMORY")
            .env("COLUMNS", WIDTH)
            .env("NO_COLOR", if colours { "" } else { "1" })
            .output()
            .with_context(|| format!("cannot run {}", program.display()))?;
        let (out, err) =
            (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        if !run.status.success() {
            bail!("the step failed: {}", err.trim());
        }
        for line in err.lines() {
            writeln!(output, "  ({line})")?;
        }
        for line in out.lines().take(step.lines) {
            writeln!(output, "  {line}")?;
        }
        let more = out.lines().count().saturating_sub(step.lines);
        if more > 0 {
            writeln!(output, "  … {more} more lines")?;
        }
    }
    writeln!(output, "\nNow your own files: kladka align TEKST TEXT")?;
    output.flush()?;
    Ok(())
}

/// Steps that show rows show them as a table.
fn looks(command: &str) -> &'static [&'static str] {
    match command {
        "export" => &[],
        _ => &["--format", "table"],
    }
}

fn shell(arguments: &[&str]) -> String {
    let quote = |argument: &&str| match argument.contains(' ') {
        true => format!("\"{argument}\""),
        false => argument.to_string(),
    };
    arguments.iter().map(quote).collect::<Vec<_>>().join(" ")
}
