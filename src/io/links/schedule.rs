//! Schedules requests: several servers at once, each of them politely.

#![expect(clippy::disallowed_methods, reason = "politeness is a matter of time")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How servers are treated.
#[derive(Copy, Clone, Debug)]
pub struct Manners {
    /// How many requests run at once, to all servers.
    pub at_once: usize,
    /// The number of simultaneous requests to one server.
    pub at_once_per_host: usize,
    /// The time between the beginnings of two requests to one server.
    pub delay: Duration,
    /// The time limit of a request, including its answer.
    pub timeout: Duration,
    /// The longest single pause that a server may request.
    pub longest_wait: Duration,
    /// The same for all of its requests together.
    pub patience: Duration,
    /// The time after which a failed request is repeated.
    pub repeat_after: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            at_once: 16,
            at_once_per_host: 2,
            delay: Duration::from_millis(250),
            timeout: Duration::from_secs(20),
            longest_wait: Duration::from_mins(1),
            patience: Duration::from_mins(2),
            repeat_after: Duration::from_secs(2),
        }
    }
}

/// The outcome of a piece of work.
pub(super) enum NextStep<J> {
    /// It is done.
    Done,
    /// It is done without a request.
    Free,
    /// There is more to do, at the server of this name.
    Again(String, J),
    /// The same, and this server asks not to be contacted for some time.
    Later(String, J, Duration),
}

/// Work for several servers.
pub(super) struct Schedule<J> {
    state: Mutex<ScheduleState<J>>,
    changed: Condvar,
    manners: Manners,
}

struct ScheduleState<J> {
    servers: Vec<ServerQueue<J>>,
    numbers: BTreeMap<String, usize>,
    /// The servers that may have something to do, and from when on.
    ready: BinaryHeap<Reverse<(Instant, usize)>>,
    /// The number of unfinished pieces of work.
    open: usize,
}

struct ServerQueue<J> {
    jobs: VecDeque<J>,
    running: usize,
    /// No request before this moment.
    next: Instant,
    /// For how long it has asked not to be contacted.
    waited: Duration,
    is_listed: bool,
}

impl<J> Schedule<J> {
    /// Work with the names of its servers.
    pub(super) fn new(jobs: impl IntoIterator<Item = (String, J)>, manners: Manners) -> Self {
        let mut state = ScheduleState {
            servers: Vec::new(),
            numbers: BTreeMap::new(),
            ready: BinaryHeap::new(),
            open: 0,
        };
        for (host, job) in jobs {
            state.open += 1;
            let number = state.number(host);
            state.add(number, job);
        }
        Self { state: Mutex::new(state), changed: Condvar::new(), manners }
    }

    /// Does all work, on as many threads as the limits allow.
    pub(super) fn run(&self, work: impl Fn(J) -> NextStep<J> + Sync)
    where
        J: Send,
    {
        let threads = self.manners.at_once.min(self.lock().open);
        let work_on = || {
            while let Some((server, job)) = self.take() {
                let next = work(job);
                self.finish(server, next);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                // With fewer threads it takes longer.
                let _ = std::thread::Builder::new().spawn_scoped(scope, work_on);
            }
            work_on();
        });
    }

    /// Whether another pause of this length is allowed for a server; if so, it is recorded.
    pub(super) fn may_wait(&self, host: &str, pause: Duration) -> bool {
        let mut state = self.lock();
        let number = state.number(host.to_owned());
        let server = &mut state.servers[number];
        let total = server.waited.saturating_add(pause);
        let may = pause <= self.manners.longest_wait && total <= self.manners.patience;
        if may {
            server.waited = total;
        }
        may
    }

    fn lock(&self) -> MutexGuard<'_, ScheduleState<J>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece of work, once its server may be asked; `None` when all is done.
    fn take(&self) -> Option<(usize, J)> {
        let mut state = self.lock();
        while state.open > 0 {
            let now = Instant::now();
            let wait = match state.ready.peek() {
                Some(&Reverse((at, _))) => at.saturating_duration_since(now),
                None => Duration::from_secs(1), // All servers are busy: one of them will finish.
            };
            if !wait.is_zero() || state.ready.is_empty() {
                let waited = self.changed.wait_timeout(state, wait);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            if let Some(found) = state.next(now, &self.manners) {
                return Some(found);
            }
        }
        self.changed.notify_all();
        None
    }

    fn finish(&self, number: usize, next: NextStep<J>) {
        let mut state = self.lock();
        state.servers[number].running -= 1;
        match next {
            NextStep::Done => state.open -= 1,
            NextStep::Free => {
                state.open -= 1;
                // If it is already listed for later, that entry will find nothing to do, or be
                // early.
                let server = &mut state.servers[number];
                server.next = Instant::now();
                server.is_listed = false;
            }
            NextStep::Again(host, job) => {
                let target = state.number(host);
                state.add(target, job);
            }
            NextStep::Later(host, job, pause) => {
                let target = state.number(host);
                let server = &mut state.servers[target];
                server.next = server.next.max(Instant::now() + pause);
                state.add(target, job);
            }
        }
        state.list(number);
        self.changed.notify_all();
    }
}

impl<J> ScheduleState<J> {
    fn number(&mut self, host: String) -> usize {
        let number = *self.numbers.entry(host).or_insert(self.servers.len());
        if number == self.servers.len() {
            self.servers.push(ServerQueue {
                jobs: VecDeque::new(),
                running: 0,
                next: Instant::now(),
                waited: Duration::ZERO,
                is_listed: false,
            });
        }
        number
    }

    fn add(&mut self, number: usize, job: J) {
        self.servers[number].jobs.push_back(job);
        self.list(number);
    }

    /// Lists a server that has something to do.
    fn list(&mut self, number: usize) {
        let server = &mut self.servers[number];
        if !server.is_listed && !server.jobs.is_empty() {
            server.is_listed = true;
            self.ready.push(Reverse((server.next, number)));
        }
    }

    /// Takes the first server off the list, and its first piece of work if it may be asked now.
    fn next(&mut self, now: Instant, manners: &Manners) -> Option<(usize, J)> {
        let Reverse((_, number)) = self.ready.pop()?;
        let server = &mut self.servers[number];
        server.is_listed = false;
        if server.running >= manners.at_once_per_host {
            return None; // It is listed again when one of them finishes.
        }
        if server.next > now {
            self.list(number);
            return None;
        }
        let job = server.jobs.pop_front()?;
        server.running += 1;
        server.next = now + manners.delay;
        self.list(number);
        Some((number, job))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;
    use std::time::{Duration, Instant};

    use super::{Manners, NextStep, Schedule};

    #[derive(Default)]
    struct Log {
        running: BTreeMap<&'static str, usize>,
        most: BTreeMap<&'static str, usize>,
        starts: BTreeMap<&'static str, Vec<Instant>>,
    }

    #[test]
    fn each_server_is_asked_politely_and_several_at_once() {
        let delay = Duration::from_millis(20);
        let manners = Manners { at_once: 8, at_once_per_host: 2, delay, ..Manners::default() };
        let jobs = (0..24).map(|at| {
            let host = ["a", "b", "c"][at % 3];
            (host.to_owned(), host)
        });
        let schedule = Schedule::new(jobs, manners);
        let log = Mutex::new(Log::default());
        let begun = Instant::now();
        schedule.run(|host| {
            let mut now = log.lock().unwrap();
            now.starts.entry(host).or_default().push(Instant::now());
            *now.running.entry(host).or_default() += 1;
            let running = now.running[host];
            let most = now.most.entry(host).or_default();
            *most = running.max(*most);
            drop(now);
            std::thread::sleep(Duration::from_millis(50));
            *log.lock().unwrap().running.entry(host).or_default() -= 1;
            NextStep::Done
        });
        let log = log.into_inner().unwrap();
        assert_eq!(log.most.values().collect::<Vec<_>>(), [&2, &2, &2]);
        for starts in log.starts.values() {
            assert_eq!(starts.len(), 8);
            // A thread may be late to note its start, so that the next one seems early.
            assert!(starts[7] - starts[0] >= 5 * delay, "{starts:?}");
        }
        // One after another, they would take 1.2 seconds.
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    }

    #[test]
    fn a_server_that_asks_for_it_is_left_alone_and_no_other() {
        let manners = Manners { delay: Duration::ZERO, at_once_per_host: 1, ..Manners::default() };
        let jobs = [("a", 0), ("a", 2), ("b", 2)].map(|(host, job)| (host.to_owned(), (host, job)));
        let schedule = Schedule::new(jobs, manners);
        let pause = Duration::from_millis(150);
        let log = Mutex::new(Vec::new());
        let begun = Instant::now();
        schedule.run(|(host, job)| {
            log.lock().unwrap().push((host, job, begun.elapsed() >= pause));
            match job {
                0 => NextStep::Later("a".to_owned(), ("a", 1), pause),
                _ => NextStep::Done,
            }
        });
        let mut log = log.into_inner().unwrap();
        log.sort_unstable();
        assert_eq!(log, [("a", 0, false), ("a", 1, true), ("a", 2, true), ("b", 2, false)]);
    }

    #[test]
    fn work_without_requests_needs_no_delay() {
        let manners = Manners { delay: Duration::from_mins(1), ..Manners::default() };
        let jobs = (0..100).map(|job| ("a".to_owned(), job));
        let schedule = Schedule::new(jobs, manners);
        let begun = Instant::now();
        schedule.run(|_| NextStep::Free);
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }

    #[test]
    fn patience_ends() {
        let manners = Manners::default();
        let schedule = Schedule::new(std::iter::empty::<(String, ())>(), manners);
        let minute = Duration::from_mins(1);
        let asked: Vec<_> = (0..3).map(|_| schedule.may_wait("a", minute)).collect();
        assert_eq!(asked, [true, true, false]);
        assert!(schedule.may_wait("b", minute) && !schedule.may_wait("c", 2 * minute));
    }
}
