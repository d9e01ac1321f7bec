//! The threads among which work is divided.

use std::sync::Once;
use std::thread;

use rayon::{ThreadBuilder, ThreadPoolBuilder};

/// Starts the threads of the process, this one among them. Without a call, the first parallel work would start
/// them, and end the program where a container or a limit allows none, or fewer than there are processors.
pub(super) fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let start = |worker: ThreadBuilder| {
            // The work of a thread that does not start is done by the others.
            let _ = thread::Builder::new().spawn(|| worker.run());
            Ok(())
        };
        // It fails if there are threads already.
        let _ = ThreadPoolBuilder::new().use_current_thread().spawn_handler(start).build_global();
    });
}
