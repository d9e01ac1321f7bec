//! The threads among which work is divided.

use std::io;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread;

use rayon::{ThreadBuilder, ThreadPoolBuilder};

/// Starts the threads of the process, this one among them. Without a call, the first parallel work would start
/// them, and end the program where a container or a limit allows none, or fewer than there are processors.
pub(super) fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // Threads are started first, then the same number of workers: rayon would wait for workers
        // without a thread.
        let (give, take) = channel::<ThreadBuilder>();
        let take = Arc::new(Mutex::new(take));
        let is_started = |_: &usize| {
            let take = Arc::clone(&take);
            let work = move || {
                let worker = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
                if let Ok(worker) = worker {
                    worker.run();
                }
            };
            thread::Builder::new().spawn(work).is_ok()
        };
        let n_started = (1..wanted()).take_while(is_started).count();
        let start = |worker| give.send(worker).map_err(|_| io::ErrorKind::BrokenPipe.into());
        // It fails if workers exist already.
        let _ = ThreadPoolBuilder::new()
            .num_threads(n_started + 1)
            .use_current_thread()
            .spawn_handler(start)
            .build_global();
    });
}

/// The number of threads: one for each processor, unless the user sets another number.
fn wanted() -> usize {
    let said = std::env::var_os("RAYON_NUM_THREADS");
    let said = said.and_then(|number| number.to_str()?.parse().ok()).filter(|number| *number > 0);
    said.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from))
}
