//! One connection, and its time limits.
//!
//! Hyper limits the time between two requests. This module limits the rest: how long the head of a
//! request takes once it has begun, and how long a client reads nothing. It also knows whether a
//! connection is idle, so that it may be closed in favour of another one.
//!
//! **Invariant:** a connection counts as idle only while no answer is due: from the moment when the
//! last one was handed to the system until the complete head of the next request has arrived.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io::{self, ErrorKind, IoSlice};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::body::Outgoing;
use super::entry::ListenerEntry;
use super::info::ConnectionInfo;
use super::respond::respond;

/// The size of the read buffer in bytes, which also limits the head of a request.
const BUFFER: usize = 64 * 1024;

/// An answer being sent. When it is dropped, the whole response has been assembled.
struct Sending {
    body: Outgoing,
    line: Arc<ConnectionInfo>,
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.line.is_answered.store(true, Ordering::Relaxed);
    }
}

impl Body for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Answers requests until either side closes the connection, or `line` is hung up.
pub(super) async fn serve(stream: TcpStream, entry: Arc<ListenerEntry>, line: Arc<ConnectionInfo>) {
    // Failure only costs time.
    drop(stream.set_nodelay(true));
    let limits = entry.inside.limits;
    let socket = Socket {
        stream,
        line: Arc::clone(&line),
        head: Deadline { limit: limits.head, running: None },
        stall: Deadline { limit: limits.stall, running: None },
    };
    let answers = service_fn(|request| {
        line.has_request();
        let (entry, line) = (Arc::clone(&entry), Arc::clone(&line));
        async move {
            let answer = respond(&entry, &line, request).await;
            Ok::<_, Infallible>(answer.map(|body| Sending { body, line }))
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.idle)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(socket), answers)
    );
    let mut closed = pin!(line.close.notified());
    // An error here is the client's or the network's, and there is no one to report it to.
    poll_fn(|context| {
        if closed.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        connection.as_mut().poll(context).map(drop)
    })
    .await;
}

/// A time limit that runs while something is awaited.
struct Deadline {
    limit: Duration,
    running: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    fn stop(&mut self) {
        self.running = None;
    }

    /// Starts the clock if it is not running; an error once the time is up.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let running = self.running.get_or_insert_with(|| Box::pin(sleep(self.limit)));
        ready!(running.as_mut().poll(context));
        Poll::Ready(ErrorKind::TimedOut.into())
    }
}

/// A stream that fails when the client takes too long.
struct Socket {
    stream: TcpStream,
    line: Arc<ConnectionInfo>,
    head: Deadline,
    stall: Deadline,
}

impl Socket {
    /// The result of a write, unless the client has read nothing for too long.
    fn watched<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        match written {
            Poll::Ready(result) => {
                self.stall.stop();
                Poll::Ready(result)
            }
            Poll::Pending => self.stall.poll(context).map(Err),
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let had = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Ready(result) => {
                if buffer.filled().len() > had && !self.line.has_begun.swap(true, Ordering::Relaxed)
                {
                    self.head.stop();
                }
                Poll::Ready(result)
            }
            Poll::Pending if self.line.expects_head() => self.head.poll(context).map(Err),
            Poll::Pending => {
                self.head.stop();
                Poll::Pending
            }
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watched(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watched(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = ready!(Pin::new(&mut self.stream).poll_flush(context));
        self.line.is_flushed();
        Poll::Ready(flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
