//! One line of a worker's input: its `id`, its fields, and the answers that go with it.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::text::Lang;

/// A record and the number of its line, from 1.
#[derive(Debug)]
pub(super) struct Record {
    /// The id as it was written: a number of thirty digits comes back with thirty.
    id: Box<str>,
    fields: Map<String, Value>,
    line: usize,
}

#[derive(Deserialize)]
struct Id {
    #[serde(default)]
    id: Option<Box<RawValue>>,
}

impl Record {
    /// Reads a line; the error is the line's answer.
    pub(super) fn read(line: usize, bytes: &[u8]) -> Result<Record, String> {
        let no_id = || Box::from("null");
        let value: Value = serde_json::from_slice(bytes).map_err(|problem| {
            error(&no_id(), line, &format!("this line is not JSON: {problem}"))
        })?;
        let Value::Object(fields) = value else {
            return Err(error(&no_id(), line, "this line is not a JSON object"));
        };
        let id = serde_json::from_slice::<Id>(bytes).ok().and_then(|record| record.id);
        let id = id.map_or_else(no_id, |raw| Box::from(raw.get()));
        Ok(Record { id, fields, line })
    }

    /// The answer: the id and some fields.
    pub(super) fn answer(&self, fields: &[(&str, Value)]) -> String {
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        format!("{{\"id\":{},{}}}", self.id, fields.join(","))
    }

    /// The answer to a record that cannot be used.
    pub(super) fn error(&self, message: &str) -> String {
        error(&self.id, self.line, message)
    }

    pub(super) fn text(&self, name: &str) -> Result<String, String> {
        self.optional_text(name)?
            .ok_or_else(|| self.error(&format!("the field \"{name}\" is missing")))
    }

    pub(super) fn optional_text(&self, name: &str) -> Result<Option<String>, String> {
        match self.fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.error(&format!("the field \"{name}\" is not a text"))),
        }
    }

    pub(super) fn lang(&self, name: &str) -> Result<Lang, String> {
        self.optional_lang(name)?
            .ok_or_else(|| self.error(&format!("the field \"{name}\" is missing")))
    }

    pub(super) fn optional_lang(&self, name: &str) -> Result<Option<Lang>, String> {
        let tag = self.optional_text(name)?;
        tag.map(|tag| Lang::new(&tag).map_err(|error| self.error(&error.to_string()))).transpose()
    }

    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        let wrong = || self.error(&format!("the field \"{name}\" is not a list of texts"));
        let list = self.fields.get(name).and_then(Value::as_array).ok_or_else(wrong)?;
        list.iter().map(|text| text.as_str().map(String::from).ok_or_else(wrong)).collect()
    }
}

fn error(id: &str, line: usize, message: &str) -> String {
    format!("{{\"id\":{id},\"error\":{}}}", json!({"line": line, "message": message}))
}
