//! A table of named weights, kept as readable text: a name, a tab, a number in nats.
//!
//! Lines that begin with `#` are notes (what the weights were learned from). The order of the
//! names is the caller's: it asks for the weights of its own features, by name, and is told of
//! a name that is missing or one too many, so that a table can never be read against the wrong
//! features.

use std::fmt::Write as _;

/// Says what is wrong with a table of weights.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// A line is not a name, a tab and a number.
    #[error("line {0} of the weights is not a name, a tab and a number")]
    Line(usize),
    /// The table lacks a feature's weight.
    #[error("the weights lack \"{0}\"")]
    Missing(String),
    /// The table names a feature that the model does not have.
    #[error("the weights name \"{0}\", which the model does not know")]
    Unknown(String),
}

/// Weights in the order of a model's features, in nats a unit of the feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(Vec<f64>);

impl Weights {
    /// Takes numbers in the order of the model's features.
    pub fn new(values: Vec<f64>) -> Weights {
        Weights(values)
    }

    /// Reads a table for the features `names`.
    ///
    /// # Errors
    /// [`WeightError`] when a line cannot be read, a name is missing, or one is unknown.
    ///
    /// ```
    /// use kladka::model::Weights;
    /// let weights = Weights::read("# made up\nlength\t-0.5\nsame\t2\n", &["same", "length"])?;
    /// assert_eq!(weights.sum(&[1.0, 2.0]), 1.0);
    /// # Ok::<(), kladka::model::WeightError>(())
    /// ```
    pub fn read(table: &str, names: &[&str]) -> Result<Weights, WeightError> {
        let mut values: Vec<Option<f64>> = vec![None; names.len()];
        for (number, line) in table.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let (name, value) = line.split_once('\t').ok_or(WeightError::Line(number + 1))?;
            let value: f64 = value.trim().parse().map_err(|_| WeightError::Line(number + 1))?;
            let place = names
                .iter()
                .position(|known| *known == name)
                .ok_or_else(|| WeightError::Unknown(name.to_string()))?;
            values[place] = Some(value);
        }
        let found = values.into_iter().zip(names);
        let complete =
            found.map(|(v, name)| v.ok_or_else(|| WeightError::Missing(name.to_string())));
        Ok(Weights(complete.collect::<Result<_, _>>()?))
    }

    /// Writes the table: a note line by line, then a line a weight.
    pub fn write(&self, note: &str, names: &[&str]) -> String {
        let mut table = String::new();
        for line in note.lines() {
            let _ = writeln!(table, "# {line}");
        }
        for (name, value) in names.iter().zip(&self.0) {
            let _ = writeln!(table, "{name}\t{value:.4}");
        }
        table
    }

    /// Returns the sum of the features' values times their weights, in nats.
    pub fn sum(&self, features: &[f64]) -> f64 {
        self.0.iter().zip(features).map(|(weight, value)| weight * value).sum()
    }

    /// Returns the weight of a feature by its place.
    pub fn at(&self, place: usize) -> f64 {
        self.0[place]
    }

    /// Returns all weights in the order of the features.
    pub fn values(&self) -> &[f64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let names = ["a", "b"];
        let weights = Weights::new(vec![0.25, -3.0]);
        assert_eq!(Weights::read(&weights.write("two\nlines", &names), &names), Ok(weights));
    }

    #[test]
    fn a_wrong_table_is_refused() {
        assert_eq!(Weights::read("a\t1", &["a", "b"]), Err(WeightError::Missing("b".into())));
        assert_eq!(Weights::read("c\t1", &["a"]), Err(WeightError::Unknown("c".into())));
        assert_eq!(Weights::read("a 1", &["a"]), Err(WeightError::Line(1)));
    }
}
