//! How much of everything. In unit tests all of it is small, so that a few texts fill chunks,
//! turn short lists into long ones, put runs aside and make a tail grow too long.

const fn size(usual: u32, in_tests: u32) -> u32 {
    if cfg!(test) { in_tests } else { usual }
}

/// Slots of a chunk; a place in one has 16 bits.
pub(super) const CHUNK: u32 = size(65_536, 256);

/// Occurrences of a word in a text that have lists of their own; further ones count as found.
/// At most 32: five bits of a list's number.
pub(super) const OCCURRENCES: u32 = size(32, 3);

/// The most slots of a short row.
pub(super) const SHORT: usize = size(4096, 12) as usize;

/// Slots of a row; the neighbours a slot can share words with.
pub(super) const SHELF: u32 = 16;

/// Bytes of texts held in RAM while they are being stored, all languages together.
pub(super) const HELD: usize = size(16 << 20, 1500) as usize;

/// Bytes of a block of a run: what each run holds in RAM while runs are merged.
pub(super) const BLOCK: usize = size(32 * 1024, 100) as usize;

/// New words gathered before they are written; some 15 MB a language.
pub(super) const GATHERED: usize = size(50_000, 7) as usize;

/// New words for which it pays to make room in the cache before they are looked up and filed.
pub(super) const WORTH_FLUSHING: usize = size(5000, 3) as usize;

/// Slots of a chunk from which on they are sorted by marks.
pub(super) const MANY_SLOTS: usize = size(64, 4) as usize;

/// Words whose numbers are remembered while texts are being stored; some 12 MB.
pub(super) const REMEMBERED: usize = size(400_000, 20) as usize;

/// Slots that a tail may have however small the memory is.
pub(super) const SMALL_TAIL: u32 = size(2048, 10);

/// Texts up to which a write does not pay for all that were added before it.
pub(super) const FEW_TEXTS: usize = size(256, 2) as usize;

/// Removed texts that an index may name however small it is.
pub(super) const MUCH_GONE: u64 = size(1000, 5) as u64;

/// Bytes of a row of forms and their words: with it fits into a page.
pub(super) const FORM_BYTES: usize = size(3000, 40) as usize;

/// Bytes of forms held in RAM while texts are being stored, a language.
pub(super) const FORMS_HELD: usize = size(4 << 20, 300) as usize;

/// Units of a slot from which on it is noted which of them differ in numbers only.
pub(super) const MANY_UNITS: usize = size(64, 3) as usize;
