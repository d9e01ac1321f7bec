//! Which clients may connect when many want to.
//!
//! A listener has a number of places, and each address may hold some of them, so that no address
//! can take all. If none is free, the connection that has been idle longest makes room; an answer
//! that is being sent, and a stream of events, are not idle. When all places are busy, an address
//! that holds few of them takes one from the address that holds most.
//!
//! **Invariant:** no number of connections from one address keeps another address out.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::ServerLimits;
use super::client_key::ClientKey;
use super::info::ConnectionInfo;

/// The places of a listener.
pub(super) struct Places {
    limits: ServerLimits,
    ticks: Arc<AtomicU64>,
    /// In order of connection.
    taken: Mutex<Vec<Taken>>,
}

struct Taken {
    by: ClientKey,
    line: Arc<ConnectionInfo>,
}

/// A place, until dropped.
pub(super) struct ConnectionPlace {
    places: Arc<Places>,
    pub(super) line: Arc<ConnectionInfo>,
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        self.places.taken().retain(|taken| !Arc::ptr_eq(&taken.line, &self.line));
    }
}

impl Places {
    /// Free places.
    pub(super) fn new(limits: ServerLimits) -> Arc<Self> {
        let ticks = Arc::new(AtomicU64::new(1));
        Arc::new(Self { limits, ticks, taken: Mutex::default() })
    }

    /// A place for a connection from an address, if possible.
    pub(super) fn take(self: &Arc<Self>, address: IpAddr) -> Option<ConnectionPlace> {
        let by = ClientKey::at(address);
        let mut taken = self.taken();
        let own = taken.iter().filter(|taken| taken.by == by).count();
        if own >= self.limits.per_address && !close_idle(&mut taken, |other| other == by) {
            return None;
        }
        if taken.len() >= self.limits.connections
            && !close_idle(&mut taken, |_| true)
            && !close_of_busiest(&mut taken, own)
        {
            return None;
        }
        let line = Arc::new(ConnectionInfo::new(&self.ticks, by));
        taken.push(Taken { by, line: Arc::clone(&line) });
        drop(taken);
        Some(ConnectionPlace { places: Arc::clone(self), line })
    }

    /// Closes the connection that has been idle longest, if any.
    pub(super) fn give_up_one(&self) {
        close_idle(&mut self.taken(), |_| true);
    }

    fn taken(&self) -> MutexGuard<'_, Vec<Taken>> {
        // A list of connections is still valid after a panic in another thread.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes the connection of some clients that has been idle longest; returns whether there was one.
fn close_idle(taken: &mut Vec<Taken>, of: impl Fn(ClientKey) -> bool) -> bool {
    let idle = taken.iter().enumerate().filter(|(_, taken)| of(taken.by));
    let idle = idle.filter_map(|(index, taken)| Some((taken.line.idle_since()?, index)));
    let Some((_, oldest)) = idle.min() else { return false };
    taken.remove(oldest).line.hang_up();
    true
}

/// Closes the oldest connection of the client with most places, unless it would be left with fewer
/// than the one that holds `own` and wants one more; returns whether it did.
fn close_of_busiest(taken: &mut Vec<Taken>, own: usize) -> bool {
    let mut counts: BTreeMap<ClientKey, usize> = BTreeMap::new();
    for taken in taken.iter() {
        *counts.entry(taken.by).or_default() += 1;
    }
    let busiest = counts.into_iter().max_by_key(|&(_, count)| count);
    let Some((busiest, _)) = busiest.filter(|&(_, count)| count > own + 1) else { return false };
    let Some(oldest) = taken.iter().position(|taken| taken.by == busiest) else { return false };
    taken.remove(oldest).line.hang_up();
    true
}

#[cfg(test)]
mod tests {
    use super::{ClientKey, ConnectionPlace, Places, ServerLimits};

    fn places(connections: usize, per_address: usize) -> std::sync::Arc<Places> {
        Places::new(ServerLimits { connections, per_address, ..ServerLimits::default() })
    }

    fn client(address: &str) -> ClientKey {
        ClientKey::at(address.parse().unwrap())
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        assert_eq!(client("2001:db8:1:2::1"), client("2001:db8:1:2:ffff::9"));
        assert_ne!(client("2001:db8:1:2::1"), client("2001:db8:1:3::1"));
        assert_eq!(client("::ffff:192.0.2.1"), client("192.0.2.1"));
        assert_ne!(client("192.0.2.1"), client("192.0.2.2"));
    }

    #[test]
    fn the_connection_that_was_idle_longest_makes_room() {
        let places = places(3, 2);
        let take = |address: &str| places.take(address.parse().unwrap());
        let held = |place: &ConnectionPlace| {
            places.taken().iter().any(|taken| std::sync::Arc::ptr_eq(&taken.line, &place.line))
        };
        let other = take("192.0.2.9").unwrap();
        let first = take("192.0.2.1").unwrap();
        let second = take("192.0.2.1").unwrap();
        // The address has two places; the older one has been used since.
        first.line.has_request();
        let third = take("192.0.2.1").unwrap();
        assert!(held(&other) && held(&first) && !held(&second) && held(&third));
        third.line.has_request();
        assert!(take("192.0.2.1").is_none(), "both of its places are busy");
        // All places are taken; another client's is the only idle one.
        let fourth = take("192.0.2.2").unwrap();
        assert!(!held(&other) && held(&first) && held(&third) && held(&fourth));
        fourth.line.has_request();
        // All are busy: the first client loses one.
        let fifth = take("192.0.2.3").unwrap();
        assert!(!held(&first) && held(&third) && held(&fourth) && held(&fifth));
        fifth.line.has_request();
        assert!(take("192.0.2.4").is_none(), "no client holds two any more");
        drop(fifth);
        assert!(take("192.0.2.4").is_some());
    }
}
