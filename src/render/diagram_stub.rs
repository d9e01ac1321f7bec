//! stub
/// stub
pub fn draw(_source: &str) -> Result<String, String> { Err("not yet".into()) }
