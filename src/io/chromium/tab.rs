//! A browser with one page open.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::client::{AnsweredFiles, DevTools, ORIGIN, Trouble};

/// The size of a piece of a printed file while it is fetched, in bytes.
const PIECE: usize = 4 << 20;

/// A browser that was started.
pub struct Browser;

/// Sheets of paper, in inches.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Paper {
    /// The shorter side.
    pub width: f64,
    /// The longer side.
    pub height: f64,
}

/// The part of a page to draw: a rectangle in CSS pixels, and the number of pixels in the picture
/// for one of these.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Clip {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// The number of pixels for one CSS pixel.
    pub scale: f64,
}

/// The formats of pictures.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Without loss.
    Png,
    /// Small, with this quality of 100.
    WebP(u8),
}

/// An open page.
pub struct Tab<'a> {
    client: DevTools<'a>,
    session: String,
    /// The isolated world in which scripts of this program run: they see the page, but not the
    /// objects that its scripts changed.
    world: Value,
}

impl Browser {
    /// The address of a page of the site.
    pub fn address(path: &str) -> String {
        format!("{ORIGIN}{path}")
    }

    /// Opens a page of the site in a browser of its own, and waits until it has loaded. Each step may take as long as
    /// `patience`.
    pub fn open<'a>(
        browser: &Path,
        patience: Duration,
        files: &'a AnsweredFiles<'a>,
        path: &str,
    ) -> Result<Tab<'a>, Trouble> {
        let mut client = DevTools::start(browser, patience, files)?;
        let target = client.call(None, "Target.createTarget", json!({ "url": "about:blank" }))?;
        let target = target.get("targetId").cloned().unwrap_or_default();
        let attach = json!({ "targetId": target, "flatten": true });
        let attached = client.call(None, "Target.attachToTarget", attach)?;
        let session =
            attached.get("sessionId").and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut tab = Tab { client, session, world: Value::Null };
        let everything = json!({ "patterns": [{ "urlPattern": "*" }] });
        tab.call("Fetch.enable", everything)?;
        tab.call("Page.enable", json!({}))?;
        tab.call("Inspector.enable", json!({}))?;
        let opened = tab.call("Page.navigate", json!({ "url": Self::address(path) }))?;
        tab.client.wait_for_load()?;
        let frame = opened.get("frameId").cloned().unwrap_or_default();
        let world = json!({ "frameId": frame, "worldName": "deckyard" });
        let world = tab.call("Page.createIsolatedWorld", world)?;
        tab.world = world.get("executionContextId").cloned().unwrap_or_default();
        Ok(tab)
    }
}

impl Tab<'_> {
    fn call(&mut self, method: &str, parameters: Value) -> Result<Value, Trouble> {
        self.client.call(Some(&self.session), method, parameters)
    }

    /// Runs a script of this program, which may wait for something, and returns its value.
    pub fn run(&mut self, script: &str) -> Result<Value, Trouble> {
        let expression = json!({
            "expression": script, "contextId": self.world, "awaitPromise": true, "returnByValue": true,
        });
        let mut result = self.call("Runtime.evaluate", expression)?;
        if let Some(thrown) = result.get("exceptionDetails") {
            let said =
                thrown.get("exception").and_then(|thrown| thrown.get("description")?.as_str());
            return Err(Trouble::Refused(said.unwrap_or("a script failed").to_owned()));
        }
        Ok(result.pointer_mut("/result/value").map(Value::take).unwrap_or_default())
    }

    /// Prints the page on the paper size that its styles request, else on this one.
    pub fn print(&mut self, paper: Paper) -> Result<Vec<u8>, Trouble> {
        let how = json!({
            "preferCSSPageSize": true, "printBackground": true, "generateTaggedPDF": true,
            "transferMode": "ReturnAsStream", "paperWidth": paper.width, "paperHeight": paper.height,
        });
        let printed = self.call("Page.printToPDF", how)?;
        let stream = printed.get("stream").cloned().unwrap_or_default();
        let mut pdf = Vec::new();
        loop {
            let piece = self.call("IO.read", json!({ "handle": stream, "size": PIECE }))?;
            let data = piece.get("data").and_then(Value::as_str).unwrap_or_default();
            if piece.get("base64Encoded") == Some(&Value::Bool(true)) {
                pdf.extend(from_base64(data));
            } else {
                pdf.extend_from_slice(data.as_bytes());
            }
            if piece.get("eof") != Some(&Value::Bool(false)) {
                break;
            }
        }
        self.call("IO.close", json!({ "handle": stream }))?;
        Ok(pdf)
    }

    /// Draws a part of the page.
    pub fn picture(&mut self, clip: Clip, format: PictureFormat) -> Result<Vec<u8>, Trouble> {
        let Clip { x, y, width, height, scale } = clip;
        let mut how = json!({
            "format": if format == PictureFormat::Png { "png" } else { "webp" },
            "captureBeyondViewport": true, "clip": { "x": x, "y": y, "width": width, "height": height, "scale": scale },
        });
        if let PictureFormat::WebP(quality) = format {
            how["quality"] = quality.into();
        }
        let drawn = self.call("Page.captureScreenshot", how)?;
        Ok(from_base64(drawn.get("data").and_then(Value::as_str).unwrap_or_default()))
    }

    /// Makes the window of the page as large as this, in CSS pixels.
    pub fn resize(&mut self, (width, height): (u32, u32)) -> Result<(), Trouble> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size).map(|_| ())
    }

    /// Shows the page with its print styles.
    pub fn show_as_print(&mut self) -> Result<(), Trouble> {
        self.call("Emulation.setEmulatedMedia", json!({ "media": "print" })).map(|_| ())
    }

    /// The addresses of other sites that the page requested, which were not answered.
    pub fn denied(&self) -> &[String] {
        &self.client.denied
    }
}

/// Bytes from base64. Characters that are not digits, such as the padding, are ignored.
fn from_base64(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::from_base64;
    use crate::picture::base64;

    #[test]
    fn bytes_come_back_from_base64() {
        let bytes: Vec<u8> = (0..=255).collect();
        for length in [0, 1, 2, 3, 4, 255, 256] {
            assert_eq!(from_base64(&base64(&bytes[..length])), &bytes[..length]);
        }
    }
}
