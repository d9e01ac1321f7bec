//! The state of a connection while it serves requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::Notify;

use super::client_key::ClientKey;

/// The value of [`ConnectionInfo::idle_since`] while an answer is due.
const BUSY: u64 = 0;

/// What a request knows about its connection.
#[derive(Debug)]
pub(super) struct ConnectionInfo {
    /// Counts events at the listener; shared by all its connections.
    ticks: Arc<AtomicU64>,
    /// The tick at which the connection became idle, or [`BUSY`].
    idle_since: AtomicU64,
    /// The answer is complete; a part may still wait for the client.
    pub(super) is_answered: AtomicBool,
    /// Bytes of a new request have arrived.
    pub(super) has_begun: AtomicBool,
    /// Incoming bytes are a request's body, which has a limit of its own.
    in_body: AtomicBool,
    /// The client.
    pub(super) by: ClientKey,
    /// The client is being dropped.
    pub(super) close: Notify,
}

impl ConnectionInfo {
    /// A connection that is idle from now on. `ticks` must count from 1.
    pub(super) fn new(ticks: &Arc<AtomicU64>, by: ClientKey) -> Self {
        Self {
            idle_since: AtomicU64::new(ticks.fetch_add(1, Ordering::Relaxed)),
            ticks: Arc::clone(ticks),
            is_answered: AtomicBool::new(false),
            has_begun: AtomicBool::new(false),
            in_body: AtomicBool::new(false),
            by,
            close: Notify::new(),
        }
    }

    /// Since which tick the connection has been idle; `None` while an answer is due.
    pub(super) fn idle_since(&self) -> Option<u64> {
        Some(self.idle_since.load(Ordering::Relaxed)).filter(|&tick| tick != BUSY)
    }

    /// All written bytes have been handed to the system.
    pub(super) fn is_flushed(&self) {
        if self.is_answered.swap(false, Ordering::Relaxed) {
            let tick = self.ticks.fetch_add(1, Ordering::Relaxed);
            self.idle_since.store(tick, Ordering::Relaxed);
        }
    }

    /// The whole request has arrived, and is being answered.
    pub(super) fn has_request(&self) {
        self.is_answered.store(false, Ordering::Relaxed);
        self.idle_since.store(BUSY, Ordering::Relaxed);
        self.in_body.store(false, Ordering::Relaxed);
        self.has_begun.store(false, Ordering::Relaxed);
    }

    /// The body of the request is being read.
    pub(super) fn expects_body(&self) {
        self.in_body.store(true, Ordering::Relaxed);
    }

    /// Whether the head of a request has a time limit now.
    pub(super) fn expects_head(&self) -> bool {
        self.has_begun.load(Ordering::Relaxed) && !self.in_body.load(Ordering::Relaxed)
    }

    /// Closes the connection, even in the middle of an answer.
    pub(super) fn hang_up(&self) {
        self.close.notify_one();
    }
}
