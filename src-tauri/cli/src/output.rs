//! What goes out. On failure standard output stays empty.

use std::cell::RefCell;
use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use crate::args::Args;
use crate::fault::Fault;
use crate::language::Words;

/// Lines gathered until the command has succeeded.
pub struct Output {
    json: bool,
    words: Words,
    lines: RefCell<Vec<String>>,
}

/// How far a long command is, for whoever watches: scripts read one line of standard error, and only on a failure.
pub struct Steps<'a> {
    words: &'a Words,
    watched: bool,
}

impl Steps<'_> {
    /// One line to standard error.
    #[expect(clippy::print_stderr, reason = "the shell's own line")]
    pub fn tell(&self, key: &str, blanks: &[(&str, &str)]) {
        if self.watched {
            eprintln!("{}", self.words.say(key, blanks));
        }
    }
}

/// A failure with the sentence that a person reads.
#[derive(serde::Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    fault: &'a Fault,
    message: String,
}

impl Output {
    /// As asked for.
    pub fn new(args: &Args) -> Self {
        Self { json: args.json, words: Words::choose(args.lang.as_deref()), lines: RefCell::default() }
    }

    /// One JSON value, or lines for a person.
    pub fn answer<T: serde::Serialize>(
        &self,
        value: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<(), Fault> {
        if self.json {
            let text = serde_json::to_string(value).map_err(|error| Fault::new("internal").with("reason", error))?;
            self.lines.borrow_mut().push(text);
        } else {
            self.lines.borrow_mut().extend(lines(&self.words));
        }
        Ok(())
    }

    /// Tells how far a long command is.
    pub fn steps(&self) -> Steps<'_> {
        Steps { words: &self.words, watched: !self.json && std::io::stderr().is_terminal() }
    }

    /// Whether the answer is to be JSON.
    pub fn json(&self) -> bool {
        self.json
    }

    /// The words of the language that was asked for.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Text as it is.
    pub fn raw(&self, text: String) {
        self.lines.borrow_mut().push(text);
    }

    /// What was gathered.
    #[cfg(test)]
    pub fn text(&self) -> String {
        self.lines.borrow().join("\n")
    }

    /// Writes what was gathered. A reader that went away (`| head`) is no failure.
    pub fn flush(&self) -> ExitCode {
        let mut out = std::io::stdout().lock();
        let written =
            self.lines.borrow().iter().try_for_each(|line| writeln!(out, "{line}")).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::from(1),
            _ => ExitCode::SUCCESS,
        }
    }

    /// One line to standard error.
    #[expect(clippy::print_stderr, reason = "the shell's own line")]
    pub fn fail(&self, fault: &Fault) -> ExitCode {
        if self.json {
            let message = self.words.fault(fault);
            eprintln!("{}", serde_json::json!({ "error": Told { fault, message } }));
        } else {
            eprintln!("{}", self.words.fault(fault));
        }
        ExitCode::from(fault.exit_code())
    }
}
