//! The command line of `evaluate`: files, flags, and flags with a value.

use std::error::Error;
use std::str::FromStr;

/// What was given after the name of the stage.
pub struct Arguments {
    files: Vec<String>,
    values: Vec<(String, String)>,
}

impl Arguments {
    /// Sorts the arguments; `with_value` are the flags that take one, any other flag is refused.
    pub fn read(arguments: &[String], with_value: &[&str]) -> Result<Arguments, Box<dyn Error>> {
        let (mut files, mut values) = (vec![], vec![]);
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            if with_value.contains(&argument.as_str()) {
                let value = rest.next().ok_or_else(|| format!("{argument} wants a value"))?;
                values.push((argument.clone(), value.clone()));
            } else if argument.starts_with("--") {
                return Err(format!("no such flag here: {argument}").into());
            } else {
                files.push(argument.clone());
            }
        }
        Ok(Arguments { files, values })
    }

    pub fn files(&self) -> &[String] {
        &self.files
    }

    pub fn value(&self, flag: &str) -> Option<&str> {
        self.values.iter().rev().find(|(name, _)| name == flag).map(|(_, value)| value.as_str())
    }

    pub fn number<T: FromStr>(&self, flag: &str, usual: T) -> Result<T, Box<dyn Error>> {
        match self.value(flag) {
            None => Ok(usual),
            Some(value) => value.parse().map_err(|_| format!("{flag} {value}: no number").into()),
        }
    }
}
