//! A listener, and what goes in and out there.
//!
//! **Invariant:** nothing that a client does, and no lack of files or memory, ends a door.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::connection;
use super::hosts::Hosts;
use super::listen::listen;
use super::{Audience, Events, Limits, Place, Site};

/// How long a door waits when the system is out of files. Short, since a reload may wait as well.
const PAUSE: Duration = Duration::from_millis(100);

/// What both doors lead to.
pub(super) struct Inside {
    pub(super) site: Arc<dyn Site>,
    pub(super) events: Events,
    pub(super) token: String,
    pub(super) limits: Limits,
}

/// Who comes in where, and what is inside.
pub(super) struct Entry {
    pub(super) audience: Audience,
    pub(super) hosts: Hosts,
    pub(super) inside: Arc<Inside>,
}

/// A listener with who may come in there.
pub(super) struct Door {
    listener: TcpListener,
    entry: Arc<Entry>,
}

impl Door {
    /// Listens, in a runtime; clients wait in line until the door is served.
    pub(super) fn open(place: Place, audience: Audience, inside: &Arc<Inside>) -> io::Result<Self> {
        let listener = listen(&place)?;
        let hosts = Hosts::new(listener.local_addr()?, place.names);
        let entry = Entry { audience, hosts, inside: Arc::clone(inside) };
        Ok(Self { listener, entry: Arc::new(entry) })
    }

    /// Where it is.
    pub(super) fn address(&self) -> SocketAddr {
        self.entry.hosts.address()
    }

    /// Lets clients in, for ever.
    pub(super) async fn serve(self) {
        let slots = Arc::new(Semaphore::new(self.entry.inside.limits.connections));
        loop {
            let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    let entry = Arc::clone(&self.entry);
                    drop(tokio::spawn(async move {
                        connection::serve(stream, entry).await;
                        drop(slot);
                    }));
                }
                // The client went away while it stood in line.
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::ConnectionAborted
                            | ErrorKind::ConnectionReset
                            | ErrorKind::Interrupted
                    ) => {}
                // No files left, or no memory: some will be given back.
                Err(_) => sleep(PAUSE).await,
            }
        }
    }
}
