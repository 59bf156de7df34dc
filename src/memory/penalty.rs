//! Penalties: points taken off a match because of what its unit is marked as.
//!
//! None is taken unless a query asks for it, and none touches a unit that is not marked so: a
//! unit that says nothing of itself, as most that are imported, keeps its score, and exact is
//! 100. What is left has to reach the threshold still.

use rusqlite::Connection;

use crate::bitext::{Review, TranslationUnit};

use super::read;
use super::store::UnitId;

/// Why points were taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Made by an aligner, seen by nobody.
    Unreviewed,
    /// Made by a machine.
    Machine,
    /// From another domain.
    Domain,
    /// Old.
    Age,
}

impl Mark {
    /// All marks, in the order in which they are told.
    pub const ALL: [Mark; 4] = [Mark::Unreviewed, Mark::Machine, Mark::Domain, Mark::Age];

    /// Returns the mark's name in settings and tables.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Unreviewed => "unreviewed",
            Mark::Machine => "machine",
            Mark::Domain => "domain",
            Mark::Age => "age",
        }
    }
}

/// How many points each mark takes off; none by default.
///
/// * *unreviewed*: an aligner made the unit and nobody has looked at it.
/// * *machine*: a property `origin` (or `x-origin`) says `mt`, `nmt`, `machine` or
///   `MachineTranslation`, or the person who made or changed a text is called `MT`, `MT!` or
///   `machine translation`; letter case does not count.
/// * *domain*: a property `domain` or `subject` (or `x-domain`, `x-subject`) names another domain
///   than [`Penalties::in_domain`].
/// * *age*: every text of the unit has a date, and all were last changed before
///   [`Penalties::before`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Penalties {
    /// Points for what only an aligner has made.
    pub unreviewed: u8,
    /// Points for what a machine translated.
    pub machine: u8,
    /// Points for another domain.
    pub domain: u8,
    /// The domain at hand; without it no unit is of another.
    pub in_domain: Option<String>,
    /// Points for age.
    pub age: u8,
    /// The time (`YYYYMMDDThhmmssZ`) before which a unit is old; without it none is.
    pub before: Option<String>,
}

impl Penalties {
    /// Says whether no unit can lose a point.
    pub fn are_none(&self) -> bool {
        self.unreviewed == 0
            && self.machine == 0
            && (self.domain == 0 || self.in_domain.is_none())
            && (self.age == 0 || self.before.is_none())
    }

    /// Returns the points that a unit loses, with the marks they are for.
    ///
    /// ```
    /// use kladka::bitext::{Review, TranslationUnit};
    /// use kladka::memory::{Mark, Penalties};
    /// use kladka::text::Lang;
    /// let mut unit = TranslationUnit::pair((Lang::new("pl")?, "Tak."), (Lang::new("en")?, "Yes."))?;
    /// let penalties = Penalties { unreviewed: 2, machine: 5, ..Penalties::default() };
    /// assert_eq!(penalties.of(&unit), []);
    /// unit.review = Review::Unreviewed;
    /// assert_eq!(penalties.of(&unit), [(Mark::Unreviewed, 2)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(&self, unit: &TranslationUnit) -> Vec<(Mark, u8)> {
        let points = |mark: Mark| match mark {
            Mark::Unreviewed if unit.review == Review::Unreviewed => self.unreviewed,
            Mark::Machine if is_by_machine(unit) => self.machine,
            Mark::Domain if self.is_elsewhere(unit) => self.domain,
            Mark::Age if self.is_old(unit) => self.age,
            _ => 0,
        };
        Mark::ALL.into_iter().map(|mark| (mark, points(mark))).filter(|(_, n)| *n > 0).collect()
    }

    fn is_elsewhere(&self, unit: &TranslationUnit) -> bool {
        let Some(own) = &self.in_domain else {
            return false;
        };
        let mut named = said(unit, &["domain", "subject"]).peekable();
        named.peek().is_some() && !named.any(|name| same(name, own))
    }

    fn is_old(&self, unit: &TranslationUnit) -> bool {
        let Some(before) = &self.before else {
            return false;
        };
        unit.variants().iter().all(|variant| {
            let last = variant.changed.as_ref().max(variant.created.as_ref());
            last.is_some_and(|date| date < before)
        })
    }
}

fn is_by_machine(unit: &TranslationUnit) -> bool {
    let is_machine = |name: &str| {
        ["mt", "mt!", "nmt", "machine", "machinetranslation", "machine translation"]
            .iter()
            .any(|known| same(name, known))
    };
    said(unit, &["origin"]).any(is_machine)
        || unit.variants().iter().any(|variant| {
            [&variant.created_by, &variant.changed_by]
                .into_iter()
                .flatten()
                .any(|who| is_machine(who))
        })
}

/// What a unit says of itself under some names, with or without `x-` before them.
fn said<'u>(unit: &'u TranslationUnit, names: &'u [&str]) -> impl Iterator<Item = &'u str> {
    unit.properties.iter().filter_map(|(name, value)| {
        let plain = name.strip_prefix("x-").or_else(|| name.strip_prefix("X-")).unwrap_or(name);
        names.iter().any(|known| same(plain, known)).then_some(value.as_str())
    })
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Returns how many points a stored unit loses.
pub(super) fn points(
    conn: &Connection,
    penalties: &Penalties,
    unit: UnitId,
) -> rusqlite::Result<u8> {
    if penalties.are_none() {
        return Ok(0);
    }
    let Some(unit) = read::unit(conn, unit)? else {
        return Ok(0);
    };
    Ok(penalties.of(&unit).iter().fold(0, |sum: u8, (_, points)| sum.saturating_add(*points)))
}
