//! Prose or not: [`classify`] marks the blocks that are furniture, each with its reason.
//!
//! A block is judged by its words (asked of [`crate::language::furniture`]), its kind and its
//! place. Words alone are not enough: an article on data protection speaks of cookies in every
//! paragraph. A notice speaks to its reader, stands at the page's edge, and is not what the rest
//! of the page is about.

use std::collections::HashSet;

use crate::language::furniture;
use crate::text::{Block, BlockKind, Boilerplate, Document, comparable};

/// Longer paragraphs than this many characters are no notices.
const LONGEST_NOTICE: usize = 1200;
/// A notice speaks of at least this many things (cookies, consent, browser, …).
const NOTICE_TOPICS: usize = 2;
/// A notice stands among this many blocks at either end of the page.
const EDGE: usize = 6;
/// The longest line of furniture, in characters.
const LONGEST_LINE: usize = 250;
/// A headline of fewer words than this may rightly stand twice ("Introduction").
const HEADLINE_WORDS: usize = 3;
/// The longest headline, in characters.
const LONGEST_HEADLINE: usize = 160;
/// This many short links in a row are a menu.
const MENU: usize = 3;
/// The longest entry of a menu, in characters.
const LONGEST_ENTRY: usize = 45;

/// Marks the blocks of a document that are not prose; marks set before stay.
///
/// ```
/// use kladka::{formats::read_document, structure::classify, text::Boilerplate};
/// let text = b"Most otwarto w maju.\n\nCzytaj te\xc5\xbc: Nowy prom\n\nFot. Jan Lis".to_vec();
/// let mut document = read_document("a.txt", text, None)?;
/// classify(&mut document);
/// let reasons: Vec<_> = document.blocks.iter().map(|block| block.boilerplate).collect();
/// assert_eq!(reasons, [None, Some(Boilerplate::Links), Some(Boilerplate::PhotoCredit)]);
/// # Ok::<(), kladka::formats::ReadError>(())
/// ```
pub fn classify(document: &mut Document) {
    let blocks = &mut document.blocks;
    let prose = prose_span(blocks);
    for (nth, block) in blocks.iter_mut().enumerate() {
        if block.boilerplate.is_none() {
            block.boilerplate = by_words(block, prose.contains(&nth));
        }
    }
    mark_menus(blocks);
    mark_notices(blocks);
    mark_repeated_headlines(blocks);
}

/// From the first to after the last paragraph of running text.
fn prose_span(blocks: &[Block]) -> std::ops::Range<usize> {
    let is_prose = |block: &Block| {
        block.boilerplate.is_none()
            && matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation)
            && ends_sentence(&block.text)
            && !furniture::notice_cues(&block.text).is_on_topic
    };
    let first = blocks.iter().position(is_prose).unwrap_or(0);
    let last = blocks.iter().rposition(is_prose).map_or(0, |last| last + 1);
    first..last
}

fn by_words(block: &Block, is_inside: bool) -> Option<Boilerplate> {
    let text = block.text.trim();
    if block.kind == BlockKind::TableCell || text.chars().count() > LONGEST_LINE {
        return None;
    }
    let is_link = block.kind == BlockKind::LinkLine;
    if furniture::is_photo_credit(text) {
        Some(Boilerplate::PhotoCredit)
    } else if furniture::leads_elsewhere(text, is_link)
        || furniture::is_share_line(text)
        || is_breadcrumb(text) && !is_inside
    {
        Some(Boilerplate::Links)
    } else if furniture::is_copyright(text) || furniture::is_page_label(text) && !is_inside {
        Some(Boilerplate::PageFurniture)
    } else if furniture::is_press_credit(text) && !is_inside {
        Some(Boilerplate::PressCredit)
    } else {
        None
    }
}

/// "Home › News › Bridges".
fn is_breadcrumb(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['›', '»', '>']).map(str::trim).collect();
    let is_short = |part: &&str| !part.is_empty() && part.chars().count() <= LONGEST_ENTRY;
    parts.len() >= 3 && parts[..parts.len() - 1].iter().all(is_short) && !ends_sentence(text)
}

/// Short links in a row, before the text begins or after it has ended.
fn mark_menus(blocks: &mut [Block]) {
    let prose = prose_span(blocks);
    let is_entry = |block: &Block| {
        let is_open = matches!(block.boilerplate, None | Some(Boilerplate::PageFurniture));
        let is_short = block.text.trim().chars().count() <= LONGEST_ENTRY;
        is_open && block.kind == BlockKind::LinkLine && is_short
    };
    let mut start = 0;
    for at in 0..=blocks.len() {
        if blocks.get(at).is_some_and(is_entry) {
            continue;
        }
        let is_outside = at <= prose.start || start >= prose.end;
        if at - start >= MENU && is_outside {
            for block in &mut blocks[start..at] {
                block.boilerplate.get_or_insert(Boilerplate::Links);
            }
        }
        start = at + 1;
    }
}

fn mark_notices(blocks: &mut [Block]) {
    let edges: Vec<usize> =
        (0..blocks.len()).filter(|&n| n < EDGE || n + EDGE >= blocks.len()).collect();
    let is_topic_of_page = is_about_data(blocks);
    let first_heading = blocks.iter().position(is_headline).unwrap_or(blocks.len());
    for nth in edges {
        let block = &blocks[nth];
        // On a page about cookies only what stands before its title can be the notice.
        let is_place = !is_topic_of_page || nth < first_heading;
        if block.boilerplate.is_none() && is_place && is_notice(block) {
            blocks[nth].boilerplate = Some(Boilerplate::CookieNotice);
        }
    }
    for nth in 0..blocks.len() {
        let is_notice = |at: Option<usize>| {
            let reason = at.and_then(|at| blocks.get(at)).and_then(|block| block.boilerplate);
            reason == Some(Boilerplate::CookieNotice)
        };
        let beside = is_notice(nth.checked_sub(1)) || is_notice(Some(nth + 1));
        if beside
            && blocks[nth].boilerplate.is_none()
            && furniture::is_notice_button(&blocks[nth].text)
        {
            blocks[nth].boilerplate = Some(Boilerplate::CookieNotice);
        }
    }
}

fn is_notice(block: &Block) -> bool {
    let is_kind = !matches!(block.kind, BlockKind::TableCell | BlockKind::Heading(_));
    if !is_kind || block.text.chars().count() > LONGEST_NOTICE {
        return false;
    }
    let cues = furniture::notice_cues(&block.text);
    cues.is_on_topic && cues.addresses_reader && cues.topics >= NOTICE_TOPICS
}

/// Whether the page itself is about cookies or personal data: its headings or a quarter of its
/// prose say so, the notice itself not counted.
fn is_about_data(blocks: &[Block]) -> bool {
    let is_on_topic = |block: &&Block| furniture::notice_cues(&block.text).is_on_topic;
    let open = || blocks.iter().filter(|block| block.boilerplate.is_none());
    let headings = open().filter(|block| is_headline(block)).filter(is_on_topic).count();
    let prose: Vec<&Block> = open().filter(|block| !is_headline(block)).collect();
    let others = prose.iter().filter(|block| is_on_topic(block)).count().saturating_sub(1);
    headings > 0 || others > 1 && others * 4 >= prose.len()
}

/// A headline that stands twice (in the page's head and over the text) is kept once.
fn mark_repeated_headlines(blocks: &mut [Block]) {
    let mut seen = HashSet::new();
    for block in blocks.iter_mut().filter(|block| block.boilerplate.is_none()) {
        if !is_headline(block) || block.text.split_whitespace().count() < HEADLINE_WORDS {
            continue;
        }
        if !seen.insert(comparable(&block.text).to_lowercase()) {
            block.boilerplate = Some(Boilerplate::RepeatedHeadline);
        }
    }
}

fn is_headline(block: &Block) -> bool {
    match block.kind {
        BlockKind::Heading(_) => true,
        BlockKind::Paragraph | BlockKind::LinkLine | BlockKind::Caption => {
            block.text.chars().count() <= LONGEST_HEADLINE && !ends_sentence(&block.text)
        }
        BlockKind::ListItem | BlockKind::TableCell | BlockKind::Quotation => false,
    }
}

fn ends_sentence(text: &str) -> bool {
    let closers = ['"', '”', '“', '»', '’', '\'', ')', ']'];
    text.trim_end().trim_end_matches(closers).ends_with(['.', '!', '?', '…', ':', ';'])
}
