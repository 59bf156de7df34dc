//! Prose or not: [`classify`] marks the blocks that are furniture, each with its reason.
//!
//! A block is judged by its words (asked of [`crate::language::furniture`]), its kind and its
//! place. Words alone are not enough: an article on data protection speaks of cookies in every
//! paragraph. A notice speaks to its reader, stands at the page's edge, and is not what the rest
//! of the page is about.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::furniture::{self, NoticeCues};
use crate::text::{Block, BlockKind, Boilerplate, Document, comparable};

/// Longer paragraphs than this many bytes are no notices.
const LONGEST_NOTICE: usize = 1500;
/// A notice speaks of at least this many things (cookies, consent, browser, …).
const NOTICE_TOPICS: usize = 2;
/// A text that does not speak for its site is a notice only if it speaks of this many.
const MANY_TOPICS: usize = 3;
/// The longest line of furniture, in bytes.
const LONGEST_LINE: usize = 300;
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
    let cues: Vec<NoticeCues> = blocks.iter().map(cues).collect();
    for block in blocks.iter_mut().filter(|block| block.boilerplate.is_none()) {
        block.boilerplate = by_words(block, Place::Anywhere);
    }
    let prose = prose_span(blocks, &cues);
    for (nth, block) in blocks.iter_mut().enumerate() {
        if block.boilerplate.is_none() && !prose.contains(&nth) {
            block.boilerplate = by_words(block, Place::Edge);
        }
    }
    spread_credits(blocks);
    mark_menus(blocks, &prose);
    mark_notices(blocks, &cues, &prose);
    mark_repeated_headlines(blocks);
}

fn cues(block: &Block) -> NoticeCues {
    if block.kind == BlockKind::TableCell || block.text.len() > LONGEST_NOTICE {
        return NoticeCues::default();
    }
    furniture::notice_cues(&block.text)
}

/// From the first to after the last paragraph of running text about something else than data.
fn prose_span(blocks: &[Block], cues: &[NoticeCues]) -> Range<usize> {
    let is_prose = |(block, cues): (&Block, &NoticeCues)| {
        is_paragraph(block) && ends_sentence(&block.text) && !cues.is_on_topic
    };
    let first = blocks.iter().zip(cues).position(is_prose).unwrap_or(0);
    let last = blocks.iter().zip(cues).rposition(is_prose).map_or(0, |last| last + 1);
    first..last
}

fn is_paragraph(block: &Block) -> bool {
    block.boilerplate.is_none() && matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation)
}

/// Where a line stands that is judged by its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Perhaps amid prose.
    Anywhere,
    /// Before the prose or after it, where more can be furniture.
    Edge,
}

fn by_words(block: &Block, place: Place) -> Option<Boilerplate> {
    let text = block.text.trim();
    if block.kind == BlockKind::TableCell || text.len() > LONGEST_LINE {
        return None;
    }
    let is_link = block.kind == BlockKind::LinkLine;
    match place {
        Place::Anywhere if furniture::is_photo_credit(text) => Some(Boilerplate::PhotoCredit),
        Place::Anywhere if furniture::leads_elsewhere(text, is_link) => Some(Boilerplate::Links),
        Place::Anywhere if furniture::is_share_line(text) => Some(Boilerplate::Links),
        Place::Anywhere if furniture::is_copyright(text) => Some(Boilerplate::PageFurniture),
        Place::Edge if is_breadcrumb(text) => Some(Boilerplate::Links),
        Place::Edge if furniture::is_page_label(text) => Some(Boilerplate::PageFurniture),
        Place::Edge if furniture::is_press_credit(text) => Some(Boilerplate::PressCredit),
        Place::Anywhere | Place::Edge => None,
    }
}

/// An office's ministry may stand on a line of its own under it.
fn spread_credits(blocks: &mut [Block]) {
    for nth in 1..blocks.len() {
        let is_below = blocks[nth - 1].boilerplate == Some(Boilerplate::PressCredit);
        let block = &mut blocks[nth];
        let is_open = block.boilerplate.is_none() && block.kind == BlockKind::Paragraph;
        if is_below && is_open && furniture::is_names(&block.text) {
            block.boilerplate = Some(Boilerplate::PressCredit);
        }
    }
}

/// "Home › News › Bridges".
fn is_breadcrumb(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['›', '»', '>']).map(str::trim).collect();
    let is_short = |part: &&str| !part.is_empty() && part.chars().count() <= LONGEST_ENTRY;
    parts.len() >= 3 && parts[..parts.len() - 1].iter().all(is_short) && !ends_sentence(text)
}

/// Short links in a row, before the text begins or after it has ended.
fn mark_menus(blocks: &mut [Block], prose: &Range<usize>) {
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

fn mark_notices(blocks: &mut [Block], cues: &[NoticeCues], prose: &Range<usize>) {
    let is_topic_of_page = is_about_data(blocks, cues, prose);
    // A banner may have a title of its own, unless the page's title speaks of the same.
    let is_title =
        |nth: &usize| is_headline(&blocks[*nth]) && (is_topic_of_page || !cues[*nth].is_on_topic);
    let title = (0..blocks.len()).find(is_title).unwrap_or(blocks.len());
    let is_notice = |nth: usize| {
        let is_head = nth < title && (prose.is_empty() || nth < prose.start);
        let is_open = blocks[nth].boilerplate.is_none() && !prose.contains(&nth);
        // On a page about cookies only what stands before its title can be the notice.
        let is_place = is_head || !is_topic_of_page;
        is_open && is_place && speaks_as_notice(&blocks[nth], &cues[nth], is_head)
    };
    let mut notices: Vec<bool> = (0..blocks.len()).map(is_notice).collect();
    spread(blocks, cues, prose, &mut notices);
    // Where nothing else is left, the notice is the text.
    let is_left = |nth: usize| blocks[nth].boilerplate.is_none() && !notices[nth];
    if !(0..blocks.len()).any(is_left) {
        return;
    }
    for (block, _) in blocks.iter_mut().zip(notices).filter(|(_, is_notice)| *is_notice) {
        block.boilerplate = Some(Boilerplate::CookieNotice);
    }
}

fn speaks_as_notice(block: &Block, cues: &NoticeCues, is_head: bool) -> bool {
    let is_kind = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::LinkLine | BlockKind::Quotation
    );
    is_kind
        && cues.is_on_topic
        && cues.topics >= NOTICE_TOPICS
        && if is_head {
            cues.speaks_for_site || cues.addresses_reader && cues.topics >= MANY_TOPICS
        } else {
            cues.names_controller || cues.is_on_cookies && cues.speaks_for_site
        }
}

/// What stands beside a notice and belongs to it: its title, its buttons, its further paragraphs.
fn spread(blocks: &[Block], cues: &[NoticeCues], prose: &Range<usize>, notices: &mut [bool]) {
    let belongs = |nth: usize| {
        let block = &blocks[nth];
        let is_more = cues[nth].is_on_topic
            && cues[nth].topics >= NOTICE_TOPICS
            && (!is_headline(block) || cues[nth].addresses_reader);
        let is_open = block.boilerplate.is_none() && !prose.contains(&nth);
        is_open && (is_more || furniture::is_notice_label(&block.text))
    };
    for nth in 1..notices.len() {
        notices[nth] |= notices[nth - 1] && belongs(nth);
    }
    for nth in (1..notices.len()).rev() {
        notices[nth - 1] |= notices[nth] && belongs(nth - 1);
    }
}

/// Whether the page itself is about cookies or personal data: all its prose is, or a good part
/// of it, or its title and what follows.
fn is_about_data(blocks: &[Block], cues: &[NoticeCues], prose: &Range<usize>) -> bool {
    let paragraphs = |range: Range<usize>| {
        let all = range.filter(|&nth| is_paragraph(&blocks[nth]) && !is_headline(&blocks[nth]));
        let (on, off): (Vec<usize>, Vec<usize>) = all.partition(|&nth| cues[nth].is_on_topic);
        (on.len(), off.len())
    };
    let (on, off) = paragraphs(0..blocks.len());
    let (inside, _) = paragraphs(prose.clone());
    let first = blocks.iter().position(is_headline);
    let is_titled = first.is_some_and(|nth| cues[nth].is_on_topic && !cues[nth].addresses_reader);
    prose.is_empty() || inside > 0 && on >= 3 && on * 3 >= on + off || is_titled && on >= 2
}

/// A headline that stands twice (in the page's head and over the text) is kept once.
fn mark_repeated_headlines(blocks: &mut [Block]) {
    let mut seen: HashMap<String, bool> = HashMap::new();
    for block in blocks.iter_mut().filter(|block| block.boilerplate.is_none()) {
        if !is_headline(block) || block.text.split_whitespace().count() < HEADLINE_WORDS {
            continue;
        }
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let key = comparable(&block.text).to_lowercase();
        match seen.get(&key) {
            // A line of verse may come back; of two headlines one at least is set as a heading.
            Some(was_heading) if *was_heading || is_heading => {
                block.boilerplate = Some(Boilerplate::RepeatedHeadline);
            }
            _ => {
                seen.insert(key, is_heading);
            }
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
