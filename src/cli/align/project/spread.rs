//! Work on several documents at the same time, with the results in the order of the documents.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::time::Duration;

/// Documents that may be finished before one that stands before them; bounds what is held.
const AHEAD: usize = 4;

/// Does `work` for each number below `count`, `jobs` of them at a time, and hands the results to
/// `each` in order. Once `go_on` says no, nothing more is begun; what was begun is handed over.
pub(super) fn spread<T: Send>(
    jobs: usize,
    count: usize,
    go_on: &(dyn Fn() -> bool + Sync),
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, T),
) {
    if jobs <= 1 {
        (0..count).take_while(|_| go_on()).for_each(|number| each(number, work(number)));
        return;
    }
    let (next, handed, turn) = (AtomicUsize::new(0), Mutex::new(0), Condvar::new());
    let broken = AtomicBool::new(false);
    let may_go_on = || go_on() && !broken.load(Ordering::Relaxed);
    std::thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..jobs.min(count) {
            let sender = sender.clone();
            let (next, handed, turn, work, broken) = (&next, &handed, &turn, &work, &broken);
            scope.spawn(move || {
                // Whoever waits for a thread that died must not wait for ever.
                let _guard = Guard(broken);
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count || !may_go_on() {
                        break;
                    }
                    let mut done = handed.lock().unwrap_or_else(PoisonError::into_inner);
                    while number >= *done + AHEAD * jobs && may_go_on() {
                        let waited = turn.wait_timeout(done, Duration::from_millis(100));
                        done = waited.unwrap_or_else(PoisonError::into_inner).0;
                    }
                    drop(done);
                    if !may_go_on() || sender.send((number, work(number))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut at = 0;
        for (number, result) in results {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&at) {
                each(at, result);
                at += 1;
                *handed.lock().unwrap_or_else(PoisonError::into_inner) = at;
                turn.notify_all();
            }
        }
        // Stopped: there may be gaps before these.
        waiting.into_iter().for_each(|(number, result)| each(number, result));
    });
}

struct Guard<'b>(&'b AtomicBool);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whoever_is_first() {
        for jobs in [1, 2, 7] {
            let mut got = Vec::new();
            let slow_first = |number: usize| {
                if number.is_multiple_of(5) {
                    std::thread::sleep(Duration::from_millis(3));
                }
                number * number
            };
            spread(jobs, 40, &|| true, slow_first, |number, square| got.push((number, square)));
            assert_eq!(got, (0..40).map(|n| (n, n * n)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn who_stops_gets_what_was_begun() {
        let stop = AtomicBool::new(false);
        let mut got = 0;
        let go_on = || !stop.load(Ordering::Relaxed);
        spread(
            3,
            1000,
            &go_on,
            |number| number,
            |_, _| {
                got += 1;
                stop.store(got >= 10, Ordering::Relaxed);
            },
        );
        assert!((10..100).contains(&got), "{got}");
    }
}
