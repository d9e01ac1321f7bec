//! The body of a response.

use std::fs::File;
use std::future::Future;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use super::events::Stream;

/// The size of the pieces in which a file is read, in bytes. A thousand reading clients use at most
/// 60 times this many megabytes.
const CHUNK: u64 = 64 * 1024;

/// The body of an answer.
pub(super) enum Outgoing {
    /// Bytes in memory, until they are sent.
    Whole(Option<Bytes>),
    /// A part of a file.
    File(Reading),
    /// Events, until the client leaves.
    Events(Box<Stream>),
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let bytes = match self.get_mut() {
            Self::Whole(bytes) => bytes.take().map(Ok),
            Self::File(reading) => ready!(reading.poll(context)),
            Self::Events(stream) => ready!(stream.poll(context)).map(Ok),
        };
        Poll::Ready(bytes.map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.as_ref().is_none_or(Bytes::is_empty),
            Self::File(reading) => reading.left == 0,
            Self::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Self::File(reading) => SizeHint::with_exact(reading.left),
            Self::Events(_) => SizeHint::default(),
        }
    }
}

/// A part of a file that is being sent to a client.
pub(super) struct Reading {
    /// How many bytes remain.
    left: u64,
    state: BodyState,
}

/// Where the file is.
enum BodyState {
    /// Here, at the next byte to send.
    Here(File),
    /// In a thread that reads the next piece.
    Away(JoinHandle<io::Result<(File, Bytes)>>),
    /// Nowhere: an error ended it.
    Gone,
}

impl Reading {
    /// A part of a file.
    pub(super) fn new(file: File, first: u64, len: u64) -> Self {
        let state = match first {
            0 => BodyState::Here(file),
            _ => BodyState::Away(spawn_blocking(move || {
                let mut file = file;
                file.seek(SeekFrom::Start(first))?;
                piece(file, len)
            })),
        };
        Self { left: len, state }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let left = self.left;
        if left == 0 {
            return Poll::Ready(None);
        }
        loop {
            match std::mem::replace(&mut self.state, BodyState::Gone) {
                BodyState::Here(file) => {
                    self.state = BodyState::Away(spawn_blocking(move || piece(file, left)));
                }
                BodyState::Away(mut read) => {
                    let Poll::Ready(read) = Pin::new(&mut read).poll(context) else {
                        self.state = BodyState::Away(read);
                        return Poll::Pending;
                    };
                    let read = read.map_err(io::Error::other).flatten();
                    return Poll::Ready(Some(read.map(|(file, bytes)| {
                        self.left = left.saturating_sub(bytes.len() as u64);
                        self.state = BodyState::Here(file);
                        bytes
                    })));
                }
                BodyState::Gone => return Poll::Ready(None),
            }
        }
    }
}

/// The next piece of a file. A shortened file is an error: the client was promised more.
fn piece(file: File, left: u64) -> io::Result<(File, Bytes)> {
    let mut bytes = Vec::new();
    let mut part = file.take(left.min(CHUNK));
    part.read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok((part.into_inner(), bytes.into()))
}
