//! A text read for terms: [`Side`], its sentences as [`Word`]s, and its [`Type`]s, one for all
//! forms of a word.
//!
//! Forms are gathered under the fold key that most of them share, so that a key's rare other
//! reading does not part them. Capitals are noted only where they mean something: not in
//! headlines of capitals, and at the beginning of a sentence only when the word is never written
//! small.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::{
    FoldKeys, Part, Sound, Strength, Value, ValueKind, WordClass, agrees, class, fold, is_plain,
    joins_nouns, lemma, part, sound, stacks_nouns, values,
};
use crate::terms::Sentence;
use crate::text::{Lang, Token, TokenKind, tokens};

/// One text.
pub(super) struct Side<'t> {
    pub lang: &'t Lang,
    pub in_target: bool,
    pub sentences: Vec<ReadSentence<'t>>,
    pub types: Vec<Type>,
    by_number: HashMap<usize, usize>,
}

pub(super) struct ReadSentence<'t> {
    /// The caller's number.
    pub number: usize,
    pub text: &'t str,
    pub words: Vec<Word<'t>>,
}

/// A word, number or mark where it stands.
pub(super) struct Word<'t> {
    pub text: &'t str,
    pub range: Range<usize>,
    pub role: Role,
    /// Written with a capital that means something.
    pub capital: bool,
    /// Stands in a headline of capitals.
    pub shouted: bool,
    /// An adjective so plain that it makes no term of its noun.
    pub plain: bool,
    /// Its type's number.
    pub type_: usize,
}

/// What a word can do in a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Carries meaning.
    Content(Part),
    /// Joins two nouns of one term (`of`).
    Joint,
    /// A hyphen inside a compound.
    Hyphen,
    /// A function word: stands at no edge.
    Function,
    /// Ends every term: a mark or a finite verb that can be nothing else.
    Break,
    /// A number.
    Number,
}

/// All forms of one word.
pub(super) struct Type {
    /// The key its forms share.
    pub key: String,
    /// Keys under which a lexicon may list it: its own, and those of its first form in small
    /// letters (inside a name a common word is written with a capital).
    pub listed: Vec<String>,
    /// Distinct forms in small letters, commonest first.
    pub forms: Vec<(String, usize)>,
    pub sounds: Vec<Sound>,
    /// Its forms as they are written, without possessives, each once, in order of appearance.
    pub spellings: Vec<String>,
    /// Sentences it stands in, each once, ascending; numbers into [`Side::sentences`].
    pub sentences: Vec<usize>,
    pub count: usize,
    /// How often it stands with a capital that means something.
    pub capitals: usize,
    pub acronym: bool,
    pub number: bool,
    pub part: Part,
}

/// Sounds kept of a type: its lemma's and those of its commonest forms.
const SOUNDS: usize = 3;

impl<'t> Side<'t> {
    pub fn read(lang: &'t Lang, sentences: &[Sentence<'t>], in_target: bool) -> Side<'t> {
        let tag = lang.primary();
        let read: Vec<Vec<Token<'t>>> = sentences.iter().map(|s| tokens(s.text)).collect();
        let forms = Forms::of(tag, &read);
        let mut side = Side {
            lang,
            in_target,
            sentences: Vec::with_capacity(sentences.len()),
            types: Vec::new(),
            by_number: HashMap::new(),
        };
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (at, (sentence, tokens)) in sentences.iter().zip(read).enumerate() {
            let shouted = is_shouted(&tokens);
            let amounts = amounts(tag, sentence.text);
            let mut words: Vec<Word<'t>> = Vec::with_capacity(tokens.len());
            let mut initial = true;
            for (nth, token) in tokens.iter().enumerate() {
                let low = low(token.text);
                let form = forms.0.get(&low);
                let key = form.map_or(low.as_str(), |form| form.key.as_str());
                let next = side.types.len();
                let type_ = *numbers.entry(key.to_string()).or_insert(next);
                if type_ == next {
                    side.types.push(Type::new(tag, key, token));
                }
                let capital = !shouted
                    && token.is_capitalised()
                    && (!initial
                        || token.is_acronym()
                        || form.is_some_and(|f| f.is_name())
                        || opens_name(tag, token, tokens.get(nth + 1)));
                side.types[type_].note(&low, at, capital, token, shouted);
                let amount = token.kind == TokenKind::Word
                    && amounts.iter().any(|span| span.contains(&token.start));
                let role = match amount {
                    true => Role::Break,
                    false if is_dash(&tokens, nth) => Role::Break,
                    false => role(tag, token, capital, form),
                };
                initial = match token.kind {
                    TokenKind::Mark => initial || matches!(token.text, ":" | "." | "?" | "!"),
                    TokenKind::Word | TokenKind::Number => false,
                };
                let range = token.range();
                let plain = form.is_some_and(|form| form.plain);
                words.push(Word { text: token.text, range, role, capital, shouted, plain, type_ });
            }
            side.by_number.insert(sentence.number, at);
            side.sentences.push(ReadSentence {
                number: sentence.number,
                text: sentence.text,
                words,
            });
        }
        for type_ in &mut side.types {
            type_.finish(tag);
        }
        side
    }

    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    pub fn tag(&self) -> &str {
        self.lang.primary()
    }

    /// Returns the keys by which a lexicon may know the words.
    pub fn listed(&self) -> impl Iterator<Item = &str> {
        self.types.iter().flat_map(|type_| type_.listed.iter().map(String::as_str))
    }

    /// Returns a word by its sentence and its number there.
    pub fn word(&self, (sentence, word): (usize, usize)) -> &Word<'t> {
        &self.sentences[sentence].words[word]
    }

    /// Returns the place of a sentence by the caller's number.
    pub fn place(&self, number: usize) -> Option<usize> {
        self.by_number.get(&number).copied()
    }
}

impl Word<'_> {
    /// The form in small letters, without a possessive.
    pub fn low(&self) -> String {
        low(self.text)
    }

    pub fn is_content(&self) -> bool {
        matches!(self.role, Role::Content(_) | Role::Number)
    }
}

impl Type {
    fn new(tag: &str, key: &str, token: &Token<'_>) -> Type {
        let small = fold(tag, &token.text.to_lowercase());
        let mut listed = vec![key.to_string()];
        listed.extend(small.strong().map(String::from));
        Type {
            key: key.to_string(),
            listed,
            forms: Vec::new(),
            sounds: Vec::new(),
            spellings: Vec::new(),
            sentences: Vec::new(),
            count: 0,
            capitals: 0,
            acronym: false,
            number: token.kind == TokenKind::Number,
            part: part(tag, token.text),
        }
    }

    fn note(
        &mut self,
        low: &str,
        sentence: usize,
        capital: bool,
        token: &Token<'_>,
        shouted: bool,
    ) {
        match self.forms.iter_mut().find(|(form, _)| form == low) {
            Some((_, count)) => *count += 1,
            None => self.forms.push((low.to_string(), 1)),
        }
        let spelling: String = token.text.chars().take(low.chars().count()).collect();
        if !shouted && !self.spellings.contains(&spelling) {
            self.spellings.push(spelling);
        }
        if self.sentences.last() != Some(&sentence) {
            self.sentences.push(sentence);
        }
        self.count += 1;
        self.capitals += usize::from(capital);
        self.acronym |= !shouted && token.is_acronym();
    }

    fn finish(&mut self, tag: &str) {
        self.forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        // A capital counts for the sound of names.
        let dress = |form: &str| {
            let mut letters = form.chars();
            match letters.next() {
                Some(first) if 2 * self.capitals > self.count => {
                    first.to_uppercase().chain(letters).collect()
                }
                _ => form.to_string(),
            }
        };
        let forms = self.forms.iter().take(SOUNDS - 1).map(|(form, _)| dress(form));
        let mut spelled: Vec<String> = forms.collect();
        if self.acronym {
            spelled.iter_mut().for_each(|form| *form = form.to_uppercase());
        } else if !self.number {
            let lemma = dress(&self.key);
            if !self.key.starts_with('~') && !spelled.contains(&lemma) {
                spelled.push(lemma);
            }
        }
        self.sounds = spelled.iter().map(|form| sound(tag, form)).collect();
    }

    /// Returns how alike two types sound, in the forms that sound most alike.
    pub fn alike(&self, other: &Type) -> f64 {
        let all = |a: &Sound| other.sounds.iter().map(|b| a.alike(b)).fold(0.0, f64::max);
        self.sounds.iter().map(all).fold(0.0, f64::max)
    }

    /// Whether the word is mostly a name or part of one.
    pub fn is_name(&self) -> bool {
        self.acronym || 2 * self.capitals > self.count
    }
}

/// What was learned of each form before types are made.
struct Forms(HashMap<String, Form>);

struct Form {
    key: String,
    finite: bool,
    plain: bool,
    part: Part,
    known_name: bool,
    /// How often it stands with a capital inside a sentence, and how often in small letters.
    capital: usize,
    small: usize,
}

impl Form {
    /// A form never written small, and known for a name or met with a capital inside a sentence.
    fn is_name(&self) -> bool {
        self.small == 0 && (self.known_name || self.capital > 0)
    }
}

impl Forms {
    fn of(tag: &str, sentences: &[Vec<Token<'_>>]) -> Forms {
        let mut keys: HashMap<String, FoldKeys> = HashMap::new();
        let mut forms: HashMap<String, Form> = HashMap::new();
        for tokens in sentences {
            let shouted = is_shouted(tokens);
            for (at, token) in tokens.iter().enumerate() {
                if token.kind != TokenKind::Word {
                    continue;
                }
                let low = low(token.text);
                let form = forms.entry(low.clone()).or_insert_with(|| {
                    let keys_of = fold(tag, token.text);
                    let own = class(tag, &low);
                    let finite = own.has(WordClass::FINITE) && !own.has(WordClass::NAME);
                    // Neither it nor its lemma is known as anything but a name.
                    let plain = |class: WordClass| {
                        class.has(WordClass::COMMON)
                            || class.has(WordClass::FINITE)
                            || class.has(WordClass::FUNCTION)
                    };
                    let known_name = !plain(own) && !plain(class(tag, keys_of.best()));
                    keys.insert(low.clone(), keys_of);
                    let plain = is_plain(tag, &low) || is_plain(tag, &lemma(tag, &low));
                    let part = part(tag, token.text);
                    Form {
                        key: String::new(),
                        finite,
                        plain,
                        part,
                        known_name,
                        capital: 0,
                        small: 0,
                    }
                });
                if !token.is_capitalised() {
                    form.small += 1;
                } else if at > 0 && !shouted && tokens[at - 1].kind != TokenKind::Mark {
                    form.capital += 1;
                }
            }
        }
        let mut shared: HashMap<String, usize> = HashMap::new();
        for key in keys.values().flat_map(FoldKeys::iter) {
            // Strong keys decide; weak ones only break ties between forms of nothing else.
            let vote = if key.strength == Strength::Strong { 4 } else { 1 };
            *shared.entry(key.text.to_string()).or_default() += vote;
        }
        for (low, form) in &mut forms {
            let mut best: Option<(&str, usize)> = None;
            for key in keys.get(low).into_iter().flat_map(FoldKeys::iter) {
                let votes = shared.get(key.text.as_str()).copied().unwrap_or(0);
                let strong = usize::from(key.strength == Strength::Strong);
                if best.is_none_or(|(_, most)| votes * (1 + strong) > most) {
                    best = Some((&key.text, votes * (1 + strong)));
                }
            }
            form.key = best.map_or(low.clone(), |(key, _)| key.to_string());
        }
        Forms(forms)
    }
}

/// A form in small letters, without the possessive that belongs to the phrase.
fn low(form: &str) -> String {
    let low = form.to_lowercase();
    let bare = low.strip_suffix("’s").or(low.strip_suffix("'s")).unwrap_or(&low);
    bare.trim_end_matches(['’', '\'']).to_string()
}

/// Where figures, dates and number words stand: they are values and no terms. Ordinals and Roman
/// numerals may be part of a name, and a month without a day may be a man (`Jan`, `Maj`).
fn amounts(tag: &str, text: &str) -> Vec<Range<usize>> {
    let is_amount = |value: &Value| match value.kind {
        ValueKind::Ordinal | ValueKind::Roman => false,
        ValueKind::Date => value.digits,
        _ => true,
    };
    values(tag, text).into_iter().filter(is_amount).map(|value| value.span).collect()
}

/// Whether the capital at a sentence's beginning belongs to a name that goes on: `Mała Grupa
/// zebrała się`, not `Wczoraj Polska podpisała`.
fn opens_name(tag: &str, token: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    let Some(next) = next.filter(|next| next.is_capitalised() && !next.is_acronym()) else {
        return false;
    };
    let class = class(tag, token.text);
    !class.has(WordClass::FUNCTION)
        && !class.has(WordClass::FINITE)
        && match part(tag, token.text) {
            Part::Adjective => agrees(tag, token.text, next.text),
            Part::Noun => stacks_nouns(tag),
            Part::Verb | Part::Adverb => false,
        }
}

/// A headline of capitals: its capitals say nothing.
fn is_shouted(tokens: &[Token<'_>]) -> bool {
    const WORDS: usize = 3;
    let words = || tokens.iter().filter(|t| t.kind == TokenKind::Word && t.text.len() > 1);
    let loud = words().filter(|t| t.is_acronym()).count();
    loud >= WORDS && 3 * loud > 2 * words().count()
}

/// Whether a hyphen stands apart from a word, as a dash does.
fn is_dash(tokens: &[Token<'_>], nth: usize) -> bool {
    let touches = |a: Option<&Token<'_>>, b: Option<&Token<'_>>| match (a, b) {
        (Some(a), Some(b)) => a.range().end == b.start,
        _ => false,
    };
    let before = nth.checked_sub(1).and_then(|at| tokens.get(at));
    tokens[nth].kind == TokenKind::Mark
        && !(touches(before, tokens.get(nth)) && touches(tokens.get(nth), tokens.get(nth + 1)))
}

fn role(tag: &str, token: &Token<'_>, capital: bool, form: Option<&Form>) -> Role {
    let finite = form.is_some_and(|form| form.finite);
    match token.kind {
        TokenKind::Mark if matches!(token.text, "-" | "‑" | "‐") => Role::Hyphen,
        TokenKind::Mark => Role::Break,
        TokenKind::Number => Role::Number,
        TokenKind::Word if joins_nouns(tag, token.text) => Role::Joint,
        TokenKind::Word => {
            let function = class(tag, token.text).has(WordClass::FUNCTION);
            let letters = token.text.chars().count();
            let helps = form.is_some_and(|form| form.plain) && finite;
            let closed = helps || function && !(capital && token.is_acronym());
            if closed || letters < 2 || letters == 2 && !token.is_acronym() {
                Role::Function
            } else if finite && !capital {
                Role::Content(Part::Verb)
            } else {
                Role::Content(form.map_or(Part::Noun, |form| form.part))
            }
        }
    }
}
