//! A listener at one or more addresses, and the clients that it accepts.
//!
//! **Invariant:** no client, and no lack of files or memory, ends a listener.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::sleep;

use super::connection;
use super::entry::{Inside, ListenerEntry};
use super::gate::{Gate, RemoteSecrets};
use super::hosts::Hosts;
use super::listen::listen;
use super::places::Places;
use super::{Audience, ListenerAddress};

/// How long to wait when the system is out of files. Short, since a reload may wait as well.
const PAUSE: Duration = Duration::from_millis(100);

/// The answer to a client if no place is free.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\
    Content-Length: 0\r\nConnection: close\r\n\r\n";

/// A listener with its audience.
pub(super) struct Listener {
    /// One for each address, with the same port.
    listeners: Vec<TcpListener>,
    address: SocketAddr,
    entry: Arc<ListenerEntry>,
}

impl Listener {
    /// Listens, in a runtime; clients queue until the listener is served.
    pub(super) fn open(
        place: ListenerAddress,
        audience: Audience,
        secrets: Option<RemoteSecrets>,
        inside: &Arc<Inside>,
    ) -> io::Result<Self> {
        let listeners = listen(&place)?;
        let addresses = listeners.iter().map(TcpListener::local_addr);
        let addresses = addresses.collect::<io::Result<Vec<_>>>()?;
        let address = *addresses.first().ok_or(ErrorKind::AddrNotAvailable)?;
        let workspace = place.workspace.and_then(|names| names.host(address.port()));
        let allowed = place.allowed.into_iter().chain(workspace).collect();
        let hosts = Hosts::new(addresses, allowed, place.names);
        let gate = secrets.map(|secrets| Gate::new(secrets, address.port()));
        let entry = ListenerEntry { audience, hosts, gate, inside: Arc::clone(inside) };
        Ok(Self { listeners, address, entry: Arc::new(entry) })
    }

    /// Its first address.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts clients at all addresses, in tasks of their own.
    pub(super) fn serve(self) {
        let places = Places::new(self.entry.inside.limits);
        for listener in self.listeners {
            drop(tokio::spawn(accept(listener, Arc::clone(&self.entry), Arc::clone(&places))));
        }
    }
}

/// Accepts clients, forever.
async fn accept(listener: TcpListener, entry: Arc<ListenerEntry>, places: Arc<Places>) {
    loop {
        match listener.accept().await {
            Ok((stream, from)) => {
                let Some(place) = places.take(from.ip()) else {
                    // Sent if it fits; either way the connection ends.
                    let _ = stream.try_write(FULL);
                    continue;
                };
                let entry = Arc::clone(&entry);
                drop(tokio::spawn(async move {
                    connection::serve(stream, entry, Arc::clone(&place.line)).await;
                    drop(place);
                }));
            }
            // The client disconnected while queued.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted
                        | ErrorKind::ConnectionReset
                        | ErrorKind::Interrupted
                ) => {}
            // Out of files or memory: some will be released.
            Err(_) => {
                places.give_up_one();
                sleep(PAUSE).await;
            }
        }
    }
}
