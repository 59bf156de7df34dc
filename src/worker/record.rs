//! One line of a worker's input: its `id`, its fields, and the answers that go with it.

use serde_json::{Map, Value, json};

use crate::text::Lang;

/// A record and the number of its line, from 1.
#[derive(Debug)]
pub(super) struct Record {
    id: Value,
    fields: Map<String, Value>,
    line: usize,
}

impl Record {
    /// Reads a line; the error is the line's answer.
    pub(super) fn read(line: usize, bytes: &[u8]) -> Result<Record, Value> {
        let failed = |id: Value, message: String| error(id, line, &message);
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|error| failed(Value::Null, format!("this line is not JSON: {error}")))?;
        match value {
            Value::Object(fields) => {
                let id = fields.get("id").cloned().unwrap_or(Value::Null);
                Ok(Record { id, fields, line })
            }
            _ => Err(failed(Value::Null, "this line is not a JSON object".into())),
        }
    }

    /// The answer with one field beside the id.
    pub(super) fn answer(&self, name: &str, value: Value) -> Value {
        let mut answer = Map::new();
        answer.insert("id".into(), self.id.clone());
        answer.insert(name.into(), value);
        Value::Object(answer)
    }

    /// The answer to a record that cannot be used.
    pub(super) fn error(&self, message: &str) -> Value {
        error(self.id.clone(), self.line, message)
    }

    pub(super) fn text(&self, name: &str) -> Result<String, Value> {
        self.optional_text(name)?
            .ok_or_else(|| self.error(&format!("the field \"{name}\" is missing")))
    }

    pub(super) fn optional_text(&self, name: &str) -> Result<Option<String>, Value> {
        match self.fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.error(&format!("the field \"{name}\" is not a text"))),
        }
    }

    pub(super) fn lang(&self, name: &str) -> Result<Lang, Value> {
        self.optional_lang(name)?
            .ok_or_else(|| self.error(&format!("the field \"{name}\" is missing")))
    }

    pub(super) fn optional_lang(&self, name: &str) -> Result<Option<Lang>, Value> {
        let tag = self.optional_text(name)?;
        tag.map(|tag| Lang::new(&tag).map_err(|error| self.error(&error.to_string()))).transpose()
    }

    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, Value> {
        let wrong = || self.error(&format!("the field \"{name}\" is not a list of texts"));
        let list = self.fields.get(name).and_then(Value::as_array).ok_or_else(wrong)?;
        list.iter().map(|text| text.as_str().map(String::from).ok_or_else(wrong)).collect()
    }
}

fn error(id: Value, line: usize, message: &str) -> Value {
    json!({"id": id, "error": {"line": line, "message": message}})
}
