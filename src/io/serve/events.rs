//! The stream of events to each window: server-sent events.
//!
//! **Invariant:** sending never waits. A client that does not take its events is dropped as soon as
//! its queue is full; it reconnects and receives the current state.

use std::fmt::{self, Debug, Formatter, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use hyper::body::Bytes;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::info::ConnectionInfo;
use super::{Audience, ServerLimits};

/// Sent on a stream without events: a comment.
const HEARTBEAT: &[u8] = b":\n\n";

/// The beginning of a stream: after how many milliseconds a window reconnects. A restarted server
/// is back before anyone notices.
const GREETING: &str = "retry: 300\n\n";

/// An event for windows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamEvent {
    /// Its kind, without line breaks.
    pub name: &'static str,
    /// Its content; line breaks are kept.
    pub data: Arc<str>,
    /// Its receivers.
    pub channel: Channel,
}

impl StreamEvent {
    /// An event of a name with its data.
    pub fn new(name: &'static str, data: String, channel: Channel) -> Self {
        Self { name, data: Arc::from(data), channel }
    }
}

/// The receivers of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Only the author's windows.
    Author,
    /// The author's windows and the remote control.
    Presenter,
    /// Only the remote control.
    Remote,
    /// Only followers.
    Followers,
    /// All windows.
    Everyone,
}

impl Channel {
    fn reaches(self, audience: Audience) -> bool {
        match self {
            Self::Author => audience == Audience::Author,
            Self::Remote => audience == Audience::Remote,
            Self::Presenter => audience != Audience::Followers,
            Self::Followers => audience == Audience::Followers,
            Self::Everyone => true,
        }
    }
}

/// Sends events to the connected windows. Clones send to the same windows.
#[derive(Clone, Default)]
pub struct Events {
    hub: Arc<Mutex<Hub>>,
}

#[derive(Default)]
struct Hub {
    /// The number of the last event sent, from 1.
    sent: u64,
    /// How many clients have joined.
    joined: u64,
    clients: Vec<StreamClient>,
}

struct StreamClient {
    number: u64,
    audience: Audience,
    queue: Sender<Bytes>,
    line: Arc<ConnectionInfo>,
}

impl Debug for Events {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.debug_struct("Events").field("sent", &self.hub().sent).finish_non_exhaustive()
    }
}

impl Events {
    /// Sends an event to all windows of its channel.
    pub fn send(&self, event: &StreamEvent) {
        let mut hub = self.hub();
        hub.sent += 1;
        let bytes = Bytes::from(encoded(event, hub.sent));
        hub.clients.retain(|client| {
            if !event.channel.reaches(client.audience) {
                return true;
            }
            match client.queue.try_send(bytes.clone()) {
                Ok(()) => true,
                Err(TrySendError::Full(_)) => {
                    client.line.hang_up();
                    false
                }
                Err(TrySendError::Closed(_)) => false,
            }
        });
    }

    /// How many windows of an audience are connected.
    pub fn clients(&self, audience: Audience) -> usize {
        self.hub().clients.iter().filter(|client| client.audience == audience).count()
    }

    /// A new stream, which receives all events from now on, after those of [`Stream::begin`].
    pub(super) fn join(
        &self,
        audience: Audience,
        line: &Arc<ConnectionInfo>,
        limits: ServerLimits,
    ) -> Stream {
        // A channel without capacity would be an error in the options, not a reason to panic.
        let (queue, events) = channel(limits.queue.max(1));
        let mut hub = self.hub();
        hub.joined += 1;
        let number = hub.joined;
        hub.clients.push(StreamClient { number, audience, queue, line: Arc::clone(line) });
        let mut heartbeat = interval_at(Instant::now() + limits.heartbeat, limits.heartbeat);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Stream {
            first: None,
            events,
            heartbeat,
            audience,
            member: Member { number, events: self.clone() },
        }
    }

    fn hub(&self) -> MutexGuard<'_, Hub> {
        // A list of clients is still valid after a panic in another thread.
        self.hub.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leaves the hub when dropped.
struct Member {
    number: u64,
    events: Events,
}

impl Drop for Member {
    fn drop(&mut self) {
        self.events.hub().clients.retain(|client| client.number != self.number);
    }
}

/// The events of one client, as bytes to send.
pub(super) struct Stream {
    first: Option<Bytes>,
    events: Receiver<Bytes>,
    heartbeat: Interval,
    audience: Audience,
    member: Member,
}

impl Stream {
    /// Puts events for this client before all others.
    pub(super) fn begin(&mut self, hello: &[StreamEvent]) {
        let number = self.member.events.hub().sent;
        let mut text = GREETING.to_owned();
        for event in hello.iter().filter(|event| event.channel.reaches(self.audience)) {
            text.push_str(&encoded(event, number));
        }
        self.first = Some(Bytes::from(text));
    }

    /// The next bytes to send; nothing once the client was dropped.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(first));
        }
        if let Poll::Ready(event) = self.events.poll_recv(context) {
            return Poll::Ready(event);
        }
        Pin::new(&mut self.heartbeat)
            .poll_tick(context)
            .map(|_| Some(Bytes::from_static(HEARTBEAT)))
    }
}

/// An event in the format of a stream.
fn encoded(event: &StreamEvent, number: u64) -> String {
    let mut text = String::with_capacity(event.data.len() + 64);
    // Writing to a string cannot fail.
    let _ = write!(text, "id: {number}\nevent: {}\n", event.name);
    for line in lines(&event.data) {
        text.push_str("data: ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    text
}

/// The lines of a text, split at any of the three line breaks that event streams allow.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

#[cfg(test)]
mod tests {
    use super::{Channel, StreamEvent, encoded};

    fn written(data: &str) -> String {
        encoded(&StreamEvent { name: "n", data: data.into(), channel: Channel::Author }, 7)
    }

    #[test]
    fn each_line_is_a_line_of_data() {
        assert_eq!(written("a"), "id: 7\nevent: n\ndata: a\n\n");
        assert_eq!(written(""), "id: 7\nevent: n\ndata: \n\n");
        assert_eq!(written("a\n\nb\n"), "id: 7\nevent: n\ndata: a\ndata: \ndata: b\ndata: \n\n");
        assert_eq!(written("a\r\nb\rc"), "id: 7\nevent: n\ndata: a\ndata: b\ndata: c\n\n");
    }
}
