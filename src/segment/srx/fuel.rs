//! A bound for the work on one text: hostile rules end in an error, not in a hang.

/// The rules need more work on a text than any sensible rules do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Costly;

/// Steps that may still be taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fuel(u64);

impl Fuel {
    /// Steps for a text of so many bytes. The costliest rules we know take some tens a byte.
    pub(super) fn for_text(bytes: usize) -> Fuel {
        Fuel(20_000_000 + 2_000 * bytes as u64)
    }

    /// Steps for the tag of a language.
    pub(super) fn for_tag() -> Fuel {
        Fuel(1_000_000)
    }

    #[inline]
    pub(super) fn burn(&mut self, steps: u64) -> Result<(), Costly> {
        match self.0.checked_sub(steps) {
            Some(left) => {
                self.0 = left;
                Ok(())
            }
            None => Err(Costly),
        }
    }
}
