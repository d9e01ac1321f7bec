//! What counts as one client.

use std::net::IpAddr;

/// How many bits of an IPv6 address name a network. One machine can use all its addresses.
const NETWORK_BITS: u32 = 64;

/// What counts as one client: an address, or an IPv6 network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientKey(IpAddr);

impl ClientKey {
    /// The client at an address.
    pub fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.into()),
            IpAddr::V6(address) => {
                let network = address.to_bits() & (u128::MAX << (u128::BITS - NETWORK_BITS));
                Self(IpAddr::V6(network.into()))
            }
        }
    }
}
