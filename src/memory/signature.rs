//! Signatures: 256 bits of a text that tell cheaply which texts cannot match.
//!
//! Every hash of a text's pieces sets [`BITS_EACH`] bits (a Bloom filter: Bloom 1970). A piece
//! of the query none of whose hashes is set in a stored signature has no form of itself there,
//! and what it can then still contribute is known; a stored text whose pieces together cannot
//! reach the threshold is left out unread. Nothing that reaches it is ever left out.
//!
//! Signatures depend on how words are read (fold keys, classes, negations). [`rules`] names
//! that reading; a memory made by another reading is read without signatures, and a writer
//! makes them anew.

use rusqlite::{Connection, OptionalExtension};

use crate::language::fingerprint;

use super::hash::hash;
use super::pieces::{Kind, Piece};
use super::score::{NEAR_LETTERS, SIMILAR};

/// Bytes of a signature.
pub(super) const BYTES: usize = 32;

/// Bits that each hash sets. Two in 256 let one absent key in a hundred pass in a usual sentence.
const BITS_EACH: usize = 2;

/// To be raised whenever pieces, weights or hashes are made in another way.
const READING: u32 = 1;

/// A text's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Signature([u8; BYTES]);

impl Signature {
    /// Returns the signature of a text.
    pub(super) fn of(pieces: &[Piece]) -> Signature {
        let mut signature = Signature::default();
        for piece in pieces.iter().filter(|piece| !matches!(piece.kind, Kind::Mark | Kind::Code)) {
            for &hash in &piece.facts.hashes {
                for bit in bits(hash) {
                    signature.0[bit / 8] |= 1 << (bit % 8);
                }
            }
        }
        signature
    }

    /// Reads a stored signature; `None` when it is not one.
    pub(super) fn read(bytes: &[u8]) -> Option<Signature> {
        bytes.try_into().ok().map(Signature)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Says whether a text with this signature may hold the hash.
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        bits(hash).into_iter().all(|bit| self.0[bit / 8] & (1 << (bit % 8)) != 0)
    }

    /// Says whether a text with this signature may hold a form of the piece.
    pub(super) fn may_hold_form(&self, piece: &Piece) -> bool {
        piece.facts.hashes.iter().any(|&hash| self.may_hold(hash))
    }
}

fn bits(hash: u64) -> [usize; BITS_EACH] {
    let [first, second, ..] = hash.to_le_bytes();
    [usize::from(first), usize::from(second)]
}

/// The most that each piece of a query can contribute to a match.
#[derive(Debug)]
pub(super) struct Bound {
    /// What the pieces contribute that match anything of their kind.
    sure: u32,
    /// Pieces that need a form of themselves: their hashes, what they contribute then, what
    /// they contribute even so.
    asked: Vec<(Vec<u64>, u32, u32)>,
}

impl Bound {
    pub(super) fn of(query: &[Piece]) -> Bound {
        let mut bound = Bound { sure: 0, asked: Vec::new() };
        for piece in query {
            let weight = piece.kind.weight();
            match piece.kind {
                Kind::Number | Kind::Code | Kind::Mark => bound.sure += weight,
                Kind::Function | Kind::Negation | Kind::Bare => {
                    bound.asked.push((piece.facts.hashes.clone(), weight, 0));
                }
                Kind::Word => {
                    let key = piece.facts.keys.as_ref().map_or("", |keys| keys.best());
                    // A near key of as many letters, or of one more.
                    let may_be_near = key.chars().count() >= NEAR_LETTERS;
                    let even_so = if may_be_near { weight - SIMILAR } else { 0 };
                    bound.asked.push((piece.facts.hashes.clone(), weight, even_so));
                }
            }
        }
        bound
    }

    /// Returns a weight that the query shares with no text of this signature in excess of.
    pub(super) fn most(&self, signature: &Signature) -> u32 {
        let asked = self.asked.iter().map(|(hashes, with, without)| {
            if hashes.iter().any(|&hash| signature.may_hold(hash)) { *with } else { *without }
        });
        self.sure + asked.sum::<u32>()
    }
}

/// Returns the name of the way in which this program makes weights and signatures: a number,
/// and a hash of what the language tables say of some words.
pub(super) fn rules() -> String {
    static RULES: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    RULES.get_or_init(|| format!("{READING}-{:016x}", hash(fingerprint().as_bytes()))).clone()
}

/// Returns the rules by which a memory's signatures were made, if it says so.
pub(super) fn stored_rules(conn: &Connection) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT value FROM facts WHERE name = 'search'";
    conn.query_row(sql, [], |row| row.get(0)).optional()
}

pub(super) fn store_rules(conn: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO facts (name, value) VALUES ('search', ?1)";
    conn.execute(sql, [rules()]).map(|_| ())
}
