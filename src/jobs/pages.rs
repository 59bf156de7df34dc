//! Two sets of pages in, graded pairs of sentences out: which sentences of these pages have a
//! counterpart in those.
//!
//! A page is read, its sentences are taken over, and the page is let go: what is held grows with
//! the sentences, not with the files. A sentence that stands on many pages is held once, with all
//! its places, and is paired once.

use std::collections::HashMap;
use std::ops::Range;

use crate::align::{self, AlignError, Knowledge, Sentences};
use crate::bitext::{Context, Grade, Origin, Review, SentencePair, TranslationUnit};
use crate::jobs::read;
use crate::text::{BlockKind, Lang, Segmented};

/// The sentences of many pages in one language.
#[derive(Clone, Debug)]
pub struct Pages {
    lang: Lang,
    names: Vec<String>,
    texts: Vec<String>,
    headings: Vec<bool>,
    around: Vec<[Option<u32>; 2]>,
    places: Vec<Vec<PagePlace>>,
    numbers: HashMap<String, u32>,
    left_out: usize,
    rules: String,
}

/// Where a sentence stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePlace {
    /// The number of its page, in the order in which pages were added.
    pub page: usize,
    /// Its number on the page, from 0.
    pub segment: usize,
    /// The line in which it begins, from 1.
    pub line: usize,
    /// Its bytes in the file.
    pub file: Range<usize>,
}

impl Pages {
    /// Begins a set of pages in a language.
    pub fn new(lang: Lang) -> Pages {
        Pages {
            lang,
            names: Vec::new(),
            texts: Vec::new(),
            headings: Vec::new(),
            around: Vec::new(),
            places: Vec::new(),
            numbers: HashMap::new(),
            left_out: 0,
            rules: String::new(),
        }
    }

    /// Adds the prose of a page; `name` is what it is called in reports.
    pub fn add(&mut self, name: &str, page: &Segmented) {
        let number = self.names.len();
        self.names.push(name.to_string());
        self.rules = page.rules.clone();
        let whole = page.document.text.as_bytes();
        let (mut line, mut at) = (1, 0);
        let mut before: Option<u32> = None;
        for segment in 0..page.segments().len() {
            if page.boilerplate(segment).is_some() {
                self.left_out += 1;
                continue;
            }
            let block = &page.document.blocks[page.segments()[segment].block];
            let start = block.map.decoded(page.segments()[segment].range.clone()).start;
            if start > at {
                line += whole[at..start].iter().filter(|&&byte| byte == b'\n').count();
                at = start;
            }
            let place = PagePlace { page: number, segment, line, file: page.file_range(segment) };
            let heading = matches!(page.kind(segment), BlockKind::Heading(_));
            before = Some(self.sentence(page.text(segment), heading, place, before));
        }
    }

    fn sentence(
        &mut self,
        text: String,
        heading: bool,
        place: PagePlace,
        before: Option<u32>,
    ) -> u32 {
        if let Some(&known) = self.numbers.get(&text) {
            self.places[known as usize].push(place);
            return known;
        }
        let number = self.texts.len() as u32;
        self.numbers.insert(text.clone(), number);
        self.texts.push(text);
        self.headings.push(heading);
        self.around.push([before, None]);
        self.places.push(vec![place]);
        if let Some(before) = before {
            let after = &mut self.around[before as usize][1];
            *after = after.or(Some(number));
        }
        number
    }

    /// Returns the language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Returns what the pages are called, in the order in which they were added.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the sentences, each once.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Returns where a sentence stands; the first place is the one it was first seen at.
    pub fn places(&self, sentence: usize) -> &[PagePlace] {
        &self.places[sentence]
    }

    /// Returns how many segments were left out as boilerplate.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    fn sentences(&self) -> Sentences<'_> {
        Sentences {
            lang: self.lang.primary(),
            texts: &self.texts,
            headings: &self.headings,
            around: &self.around,
        }
    }
}

/// What comparing two sets of pages came to.
#[derive(Clone, Debug)]
pub struct ComparedPages {
    /// The first set.
    pub source: Pages,
    /// The second set.
    pub target: Pages,
    /// The pairs, in the order of the source; sentences are numbered as [`Pages::texts`] lists them.
    pub pairs: Vec<SentencePair>,
}

/// Compares two sets of pages; `go_on` is told the share that is done, 0 to 1.
///
/// # Errors
/// [`AlignError::Stopped`] when `go_on` says so.
pub fn compare_pages(
    source: Pages,
    target: Pages,
    knowledge: &Knowledge,
    go_on: &dyn Fn(f64) -> bool,
) -> Result<ComparedPages, AlignError> {
    let found = align::pair_pages(&source.sentences(), &target.sentences(), knowledge, go_on)?;
    Ok(ComparedPages { source, target, pairs: found.pairs })
}

impl ComparedPages {
    /// Says whether a memory takes a pair: a translation, or nearly one.
    pub fn is_kept(pair: &SentencePair) -> bool {
        read::is_kept(pair.grade)
    }

    /// Returns how many pairs have a grade.
    pub fn count(&self, grade: Grade) -> usize {
        self.pairs.iter().filter(|pair| pair.grade == grade).count()
    }

    /// Makes units of the pairs that are kept.
    pub fn units(&self) -> Vec<TranslationUnit> {
        let unit = |pair: &SentencePair| {
            let (source, target) = (&self.source, &self.target);
            let (from, to) = (&source.texts[pair.source], &target.texts[pair.target]);
            let mut unit = TranslationUnit::pair(
                (source.lang.clone(), from.as_str()),
                (target.lang.clone(), to.as_str()),
            )
            .ok()?;
            let place = |pages: &Pages, sentence: usize| {
                let place = &pages.places[sentence][0];
                (pages.names[place.page].clone(), (place.segment + 1).to_string())
            };
            let (page, number) = place(source, pair.source);
            unit.origin = Origin { source: page, place: number, rules: source.rules.clone() };
            let [before, after] = source.around[pair.source];
            let text = |number: u32| source.texts[number as usize].clone();
            unit.context = Context { previous: before.map(text), next: after.map(text), key: None };
            unit.review = Review::Unreviewed;
            unit.confidence = Some((pair.confidence * 1000.0).round() / 1000.0);
            let (page, number) = place(target, pair.target);
            unit.properties.insert("target".into(), format!("{page}:{number}"));
            Some(unit)
        };
        self.pairs.iter().filter(|pair| ComparedPages::is_kept(pair)).filter_map(unit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::{Input, ReadOptions, read};
    use crate::lexicon::{Given, core};
    use crate::segment::Rules;

    fn pages(lang: &str, texts: &[&str]) -> Pages {
        let lang = Lang::new(lang).expect("a tag");
        let mut pages = Pages::new(lang.clone());
        for (number, text) in texts.iter().enumerate() {
            let name = format!("{number}.md");
            let input = Input {
                name: name.clone(),
                bytes: text.as_bytes().to_vec(),
                lang: Some(lang.clone()),
            };
            let page = read(input, ReadOptions::default(), &Rules::Native).expect("a page");
            pages.add(&name, &page);
        }
        pages
    }

    #[test]
    fn pairs_are_found_across_pages_with_their_places() {
        let pl = pages(
            "pl",
            &[
                "Pogoda jest piękna.\n\nSerdecznie zapraszamy do muzeum.",
                "Serdecznie zapraszamy do muzeum.\n\nBałtycka Inicjatywa Klimatyczna powstała w Tallinie w 2012 r. Należy do niej 31 organizacji i fundacji.",
            ],
        );
        let en = pages(
            "en",
            &[
                "Nothing of note happened.",
                "Ships were late.\n\nThe Baltic Climate Initiative was founded in Tallinn in 2012. It brings together 28 organisations and foundations.",
            ],
        );
        assert_eq!(pl.texts().len(), 4, "what stands twice is held once");
        assert_eq!(pl.places(1).len(), 2);
        let known = Knowledge { given: Given::of("pl", "en", &core()), ..Knowledge::default() };
        let found = compare_pages(pl, en, &known, &|_| true).expect("not stopped");
        let pairs: Vec<(usize, usize)> = found.pairs.iter().map(|p| (p.source, p.target)).collect();
        assert_eq!(pairs, [(2, 2), (3, 3)]);
        assert_eq!(found.pairs[1].conflicts.len(), 1, "31 is not 28");
        let place = &found.source.places(2)[0];
        assert_eq!((place.page, place.line, place.segment), (1, 3, 1));
        assert!(compare_pages(found.source, found.target, &known, &|_| false).is_err());
    }
}
