//! Two files that may be aligned: of two languages, both with prose.

use crate::align;
use crate::jobs::align::JobError;
use crate::jobs::read::{self, InputError, Prose};
use crate::structure;
use crate::text::{Lang, Segmented};

/// Two files that may be aligned.
#[derive(Debug)]
pub struct Pair {
    pub(crate) source: Segmented,
    pub(crate) target: Segmented,
    pub(crate) source_lang: Lang,
    pub(crate) target_lang: Lang,
    pub(crate) source_prose: Prose,
    pub(crate) target_prose: Prose,
}

impl Pair {
    /// Takes two files that have been read.
    ///
    /// # Errors
    /// [`JobError`] when they hold the same text, are of one language, have each other's, or one has no prose.
    pub fn new(source: Segmented, target: Segmented) -> Result<Pair, JobError> {
        let (a, b) = (&source.document, &target.document);
        let lang = |doc: &crate::text::Document| {
            doc.lang.clone().ok_or(InputError::Language { name: doc.name.clone() })
        };
        let (source_lang, target_lang) = (lang(a)?, lang(b)?);
        let (source_name, target_name) = (a.name.clone(), b.name.clone());
        if a.text == b.text {
            return Err(JobError::SameText { source_name, target_name });
        }
        if source_lang.same_language(&target_lang) {
            return Err(JobError::OneLanguage { source_name, target_name, lang: source_lang });
        }
        let reads_as = |doc: &crate::text::Document, lang: &Lang| {
            structure::detect_language(doc).is_some_and(|told| told.same_language(lang))
        };
        if reads_as(a, &target_lang) && reads_as(b, &source_lang) {
            return Err(JobError::Swapped { source_name, target_name, source_lang, target_lang });
        }
        let (source_prose, target_prose) = (read::prose(&source), read::prose(&target));
        for (prose, name) in [(&source_prose, source_name), (&target_prose, target_name)] {
            if prose.texts.is_empty() {
                return Err(JobError::NoProse { name });
            }
        }
        Ok(Pair { source, target, source_lang, target_lang, source_prose, target_prose })
    }

    /// Returns the source file.
    pub fn source(&self) -> &Segmented {
        &self.source
    }

    /// Returns the target file.
    pub fn target(&self) -> &Segmented {
        &self.target
    }

    /// Returns the languages of both files.
    pub fn langs(&self) -> (&Lang, &Lang) {
        (&self.source_lang, &self.target_lang)
    }

    /// Returns the prose of both files, as an aligner takes it.
    pub fn input(&self) -> align::Input<'_> {
        align::Input {
            source_lang: self.source_lang.primary(),
            target_lang: self.target_lang.primary(),
            source: &self.source_prose.texts,
            target: &self.target_prose.texts,
            source_headings: &self.source_prose.headings,
            target_headings: &self.target_prose.headings,
        }
    }
}
