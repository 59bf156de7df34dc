//! Term pairs of aligned texts (work in progress).
use crate::bitext::Bead;
use crate::terms::Known;
use crate::terms::pair::Proposals;
use crate::terms::reading::Side;

pub(super) fn propose(s: &Side<'_>, t: &Side<'_>, _b: &[Bead], known: &[Known]) -> Proposals {
    crate::terms::comparable::propose(s, t, &[], known)
}
