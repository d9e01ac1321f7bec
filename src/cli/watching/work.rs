//! Work in threads of its own that can be cancelled: at once if it checks now and then whether it
//! is still wanted, otherwise by abandoning it.
//!
//! **Invariant:** abandoned work shares no mutable data with later work: neither its state nor its
//! threads are used again.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::io::watch::Waker;
use crate::world::Cancel;

/// Threads, and what work uses and changes, such as a session.
pub(super) struct Workshop<S> {
    pool: ThreadPool,
    /// `None` while work uses it.
    state: Option<S>,
    /// How many pieces of work were started.
    begun: u64,
}

/// A piece of work that was started.
pub(super) struct Work<S, T> {
    /// The number with which it wakes the waiting thread.
    pub(super) number: u64,
    cancel: Cancel,
    result: Receiver<(S, thread::Result<T>)>,
}

impl<S: Send + 'static> Workshop<S> {
    /// Idle threads, as many as there are processors.
    pub(super) fn new(state: S) -> Result<Self, String> {
        // If the system does not allow that many, one is enough.
        let pool = ThreadPoolBuilder::new().build();
        let pool = pool.or_else(|_| ThreadPoolBuilder::new().num_threads(1).build());
        let pool = pool.map_err(|error| format!("no threads: {error}"))?;
        Ok(Self { pool, state: Some(state), begun: 0 })
    }

    /// What work needs, if no work is running.
    pub(super) fn state(&self) -> Option<&S> {
        self.state.as_ref()
    }

    /// Begins a piece of work, which wakes a waiting thread when it ends. `None` while another one
    /// is running.
    pub(super) fn begin<T: Send + 'static>(
        &mut self,
        waker: Waker,
        work: impl FnOnce(&mut S, Cancel) -> T + Send + 'static,
    ) -> Option<Work<S, T>> {
        let mut state = self.state.take()?;
        self.begun += 1;
        let (number, cancel) = (self.begun, Cancel::default());
        let (sender, result) = channel();
        let heard = cancel.clone();
        self.pool.spawn(move || {
            // A panic continues in the waiting thread, as if the work had been done there.
            let done = catch_unwind(AssertUnwindSafe(|| work(&mut state, heard)));
            // No thread waits for abandoned work.
            let _ = sender.send((state, done));
            waker.wake(number);
        });
        Some(Work { number, cancel, result })
    }

    /// Takes the result of work that has ended.
    pub(super) fn finish<T>(&mut self, work: &Work<S, T>) -> Option<T> {
        let (state, done) = work.result.try_recv().ok()?;
        self.state = Some(state);
        Some(done.unwrap_or_else(|panic| resume_unwind(panic)))
    }

    /// Abandons work that does not end, and continues with new threads and another state.
    pub(super) fn leave_behind(&mut self, state: S) {
        // If no threads can be started, the old ones must do; one may be free.
        if let Ok(pool) = ThreadPoolBuilder::new().build() {
            self.pool = pool;
        }
        self.state = Some(state);
    }
}

impl<S, T> Work<S, T> {
    /// Signals that it is unwanted.
    pub(super) fn cancel(&self) {
        self.cancel.cancel();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Duration;

    use rayon::prelude::*;

    use super::Workshop;
    use crate::io::watch::{Mode, Waited, Watch};
    use crate::world::{Cancellable, MemoryWorld, World};

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn work_ends_with_its_result_and_gives_its_state_back() {
        let mut watch = Watch::new(Mode::Native).unwrap();
        let mut workshop = Workshop::new(1).unwrap();
        for expected in [2, 3] {
            let work = workshop.begin(watch.waker(), |state, _| {
                *state += 1;
                *state
            });
            let work = work.unwrap();
            assert!(workshop.begin(watch.waker(), |_, _| ()).is_none(), "one after the other");
            assert_eq!(watch.wait_for(work.number, &mut watch.nothing(), Some(LONG)), Waited::Done);
            assert_eq!(workshop.finish(&work), Some(expected));
            assert_eq!(workshop.state(), Some(&expected));
        }
    }

    #[test]
    fn work_that_asks_ends_when_it_is_not_wanted() {
        let mut watch = Watch::new(Mode::Native).unwrap();
        let mut workshop = Workshop::new(()).unwrap();
        let work = workshop.begin(watch.waker(), |(), cancel| {
            let world = MemoryWorld::default();
            let world = Cancellable::new(&world, cancel);
            (0..1_000_000_u32).into_par_iter().try_for_each(|_| {
                thread::sleep(Duration::from_millis(1));
                world.go_on()
            })
        });
        let work = work.unwrap();
        work.cancel();
        assert_eq!(watch.wait_for(work.number, &mut watch.nothing(), Some(LONG)), Waited::Done);
        assert!(workshop.finish(&work).unwrap().is_err());
    }

    #[test]
    fn work_that_never_ends_is_left_behind_with_all_its_threads() {
        let mut watch = Watch::new(Mode::Native).unwrap();
        let mut workshop = Workshop::new(0).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        for round in 1..4 {
            let endless = Arc::clone(&stop);
            let work = workshop.begin(watch.waker(), move |state, _| {
                (0..64).into_par_iter().for_each(|_| {
                    while !endless.load(Ordering::Relaxed) {
                        thread::sleep(Duration::from_millis(1));
                    }
                });
                *state = 99;
            });
            let work = work.unwrap();
            work.cancel();
            let pause = Some(Duration::from_millis(50));
            assert_eq!(watch.wait_for(work.number, &mut watch.nothing(), pause), Waited::TimedOut);
            workshop.leave_behind(round);
        }
        let work = workshop.begin(watch.waker(), |state, _| {
            *state += (0..100).into_par_iter().sum::<i32>();
            *state
        });
        let work = work.unwrap();
        stop.store(true, Ordering::Relaxed);
        // Late work wakes no thread, and changes nothing.
        assert_eq!(watch.wait_for(work.number, &mut watch.nothing(), Some(LONG)), Waited::Done);
        assert_eq!(workshop.finish(&work), Some(3 + 4950));
    }

    #[test]
    #[should_panic(expected = "of the work")]
    fn a_panic_reaches_the_thread_that_waits() {
        let mut watch = Watch::new(Mode::Native).unwrap();
        let mut workshop = Workshop::new(()).unwrap();
        let work = workshop.begin(watch.waker(), |(), _| panic!("of the work"));
        let work = work.unwrap();
        watch.wait_for(work.number, &mut watch.nothing(), Some(LONG));
        workshop.finish(&work);
    }
}
