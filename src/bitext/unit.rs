//! The translation unit: one thing said in two or more languages, and what is known of it.

use std::collections::BTreeMap;

use crate::text::Lang;

/// A unit of a translation memory: two or more [`Variant`]s that say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct TranslationUnit {
    variants: Vec<Variant>,
    /// Where it came from.
    pub origin: Origin,
    /// What stood around it.
    pub context: Context,
    /// Who has looked at it.
    pub review: Review,
    /// How probable it is that its variants answer each other, 0 to 1; `None` when nobody counted.
    pub confidence: Option<f64>,
    /// Anything else a file said of the unit: name and value, in the order of names.
    pub properties: BTreeMap<String, String>,
    /// Notes for people.
    pub notes: Vec<String>,
}

/// One language's wording of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The language.
    pub lang: Lang,
    /// The plain text, as given.
    pub text: String,
    /// Inline codes, as positions beside the text; see [`UnitCode`].
    pub codes: Vec<UnitCode>,
    /// When it was made, `YYYYMMDDThhmmssZ`.
    pub created: Option<String>,
    /// When it was last changed, `YYYYMMDDThhmmssZ`.
    pub changed: Option<String>,
    /// Who made it.
    pub created_by: Option<String>,
    /// Who last changed it.
    pub changed_by: Option<String>,
}

impl Variant {
    /// Makes a variant of a language and a text, with nothing else known.
    pub fn new(lang: Lang, text: impl Into<String>) -> Variant {
        Variant {
            lang,
            text: text.into(),
            codes: Vec::new(),
            created: None,
            changed: None,
            created_by: None,
            changed_by: None,
        }
    }
}

/// An inline code of a variant: an element of TMX level 2 (`bpt`, `ept`, `ph`, `it`, `hi`, `ut`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCode {
    /// Byte offset in the variant's text before which the code stands.
    pub at: usize,
    /// The code as XML, from `<` to `>`, its content included (`<ph x="1">&lt;br/&gt;</ph>`).
    pub xml: String,
}

/// Where a unit came from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Origin {
    /// File, document or tool; empty when unknown.
    pub source: String,
    /// Place in it: a line, a segment number, a unit id; empty when unknown.
    pub place: String,
    /// Fingerprint of the segmentation rules the unit was cut by; empty when unknown.
    pub rules: String,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.source)?;
        if !self.place.is_empty() {
            write!(f, ":{}", self.place)?;
        }
        Ok(())
    }
}

/// What stood around a unit's first variant: texts of its neighbours, and a key if it had one.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Context {
    /// The segment before, in the first variant's language.
    pub previous: Option<String>,
    /// The segment after, in the first variant's language.
    pub next: Option<String>,
    /// A key or identifier in the source (a resource id).
    pub key: Option<String>,
}

/// Who has looked at a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Review {
    /// Nothing is said of it: it counts as good (an imported unit).
    #[default]
    Unsaid,
    /// Made by an aligner, seen by nobody.
    Unreviewed,
    /// A person approved it.
    Reviewed,
}

impl Review {
    /// Returns the name in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Review::Unsaid => "unsaid",
            Review::Unreviewed => "unreviewed",
            Review::Reviewed => "reviewed",
        }
    }

    /// Reads a review state by its name.
    pub fn from_name(name: &str) -> Option<Review> {
        [Review::Unsaid, Review::Unreviewed, Review::Reviewed]
            .into_iter()
            .find(|review| review.name() == name)
    }
}

/// The most variants of a unit; a memory numbers them in 16 bits.
pub const MOST_VARIANTS: usize = 1 << 16;

/// Says why variants do not make a unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// Fewer than two variants.
    #[error("the unit has {0} language variants, at least two are needed")]
    TooFew(usize),
    /// More than [`MOST_VARIANTS`].
    #[error("the unit has {0} language variants, at most {MOST_VARIANTS} are possible")]
    TooMany(usize),
    /// A variant without text.
    #[error("the {0} side is empty")]
    Empty(Lang),
}

impl TranslationUnit {
    /// Joins variants into a unit about which nothing else is known.
    ///
    /// # Errors
    /// [`UnitError`] when there are fewer than two or more than [`MOST_VARIANTS`], or one holds nothing but white space and no
    /// inline codes.
    pub fn new(variants: Vec<Variant>) -> Result<TranslationUnit, UnitError> {
        if variants.len() < 2 {
            return Err(UnitError::TooFew(variants.len()));
        }
        if variants.len() > MOST_VARIANTS {
            return Err(UnitError::TooMany(variants.len()));
        }
        if let Some(empty) = variants.iter().find(|v| v.text.trim().is_empty()) {
            return Err(UnitError::Empty(empty.lang.clone()));
        }
        Ok(TranslationUnit {
            variants,
            origin: Origin::default(),
            context: Context::default(),
            review: Review::default(),
            confidence: None,
            properties: BTreeMap::new(),
            notes: Vec::new(),
        })
    }

    /// Makes a unit of two texts.
    ///
    /// # Errors
    /// [`UnitError::Empty`] when one of them is.
    pub fn pair(source: (Lang, &str), target: (Lang, &str)) -> Result<TranslationUnit, UnitError> {
        TranslationUnit::new(vec![
            Variant::new(source.0, source.1),
            Variant::new(target.0, target.1),
        ])
    }

    /// Returns the variants, in the order of the file they came from; two or more.
    pub fn variants(&self) -> &[Variant] {
        &self.variants
    }

    /// Gives a variant of this language and text another text; says whether that was done. A variant with inline codes is left as it
    /// is, since their places would no longer be right, and so is one that would be left without text.
    pub fn reword(&mut self, lang: &Lang, text: &str, new: String) -> bool {
        let is_meant = |v: &&mut Variant| v.lang == *lang && v.text == text && v.codes.is_empty();
        match self.variants.iter_mut().find(is_meant) {
            Some(variant) if !new.trim().is_empty() => {
                variant.text = new;
                true
            }
            Some(_) | None => false,
        }
    }

    /// Returns the first variant in a language, regions left aside.
    pub fn variant(&self, lang: &Lang) -> Option<&Variant> {
        self.variants
            .iter()
            .find(|v| v.lang == *lang)
            .or_else(|| self.variants.iter().find(|v| v.lang.same_language(lang)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_has_no_more_variants_than_can_be_numbered() {
        let variants = |count| vec![Variant::new(Lang::new("pl").expect("a tag"), "tak"); count];
        assert!(TranslationUnit::new(variants(MOST_VARIANTS)).is_ok());
        let error = TranslationUnit::new(variants(MOST_VARIANTS + 1)).expect_err("too many");
        assert_eq!(error, UnitError::TooMany(MOST_VARIANTS + 1));
    }
}
