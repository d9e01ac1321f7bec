//! One connection, and how long it may take.
//!
//! Hyper limits the time between two requests. Here is what it does not limit: the time that the
//! head of a request takes once it has begun, and the time that a client takes nothing.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io::{self, ErrorKind, IoSlice};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::{Sleep, sleep};

use super::door::Entry;
use super::respond::respond;

/// How much is read ahead, which is also how long the head of a request can be, in bytes.
const BUFFER: usize = 64 * 1024;

/// What a request knows about the connection that it came by.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Bytes have come that belong to no request yet.
    has_begun: AtomicBool,
    /// What comes is the body of a request, which has a limit of its own.
    in_body: AtomicBool,
    /// The client is to be dropped.
    close: Notify,
}

impl Line {
    /// The whole request has come, and is being answered.
    pub(super) fn has_request(&self) {
        self.in_body.store(false, Ordering::Relaxed);
        self.has_begun.store(false, Ordering::Relaxed);
    }

    /// The body of the request is to be read.
    pub(super) fn expects_body(&self) {
        self.in_body.store(true, Ordering::Relaxed);
    }

    /// Whether the head of a request is overdue some time from now.
    fn expects_head(&self) -> bool {
        self.has_begun.load(Ordering::Relaxed) && !self.in_body.load(Ordering::Relaxed)
    }

    /// Closes the connection, whatever is under way.
    pub(super) fn hang_up(&self) {
        self.close.notify_one();
    }
}

/// Answers requests until either side closes the connection.
pub(super) async fn serve(stream: TcpStream, entry: Arc<Entry>) {
    // Only costs time if it fails.
    drop(stream.set_nodelay(true));
    let limits = entry.inside.limits;
    let line = Arc::new(Line::default());
    let socket = Socket {
        stream,
        line: Arc::clone(&line),
        head: Clock { limit: limits.head, running: None },
        stall: Clock { limit: limits.stall, running: None },
    };
    let answers = service_fn(|request| {
        line.has_request();
        let (entry, line) = (Arc::clone(&entry), Arc::clone(&line));
        async move { Ok::<_, Infallible>(respond(&entry, &line, request).await) }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.idle)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(socket), answers)
    );
    let mut closed = pin!(line.close.notified());
    // An error here is one of the client or of the network, and there is nobody to tell.
    poll_fn(|context| {
        if closed.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        connection.as_mut().poll(context).map(drop)
    })
    .await;
}

/// A limit of time that runs while something is awaited.
struct Clock {
    limit: Duration,
    running: Option<Pin<Box<Sleep>>>,
}

impl Clock {
    fn stop(&mut self) {
        self.running = None;
    }

    /// Starts the clock if it does not run; an error once the time is up.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let running = self.running.get_or_insert_with(|| Box::pin(sleep(self.limit)));
        ready!(running.as_mut().poll(context));
        Poll::Ready(ErrorKind::TimedOut.into())
    }
}

/// A stream that fails when the client takes too long.
struct Socket {
    stream: TcpStream,
    line: Arc<Line>,
    head: Clock,
    stall: Clock,
}

impl Socket {
    /// What a write gives, unless the client has taken nothing for too long.
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
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
