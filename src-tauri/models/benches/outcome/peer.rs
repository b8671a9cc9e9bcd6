//! scikit-learn in an environment of its own under the target folder, made once by pip.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::truth::Cases;

pub struct Peer {
    folder: PathBuf,
    python: PathBuf,
}

pub struct Answer {
    pub model: String,
    pub seconds: f64,
    pub probabilities: Vec<f64>,
}

impl Peer {
    /// `None`, with the reason printed, where Python or its packages cannot be had.
    pub fn find() -> Option<Self> {
        let target = std::env::current_exe().ok()?.ancestors().find(|a| a.ends_with("release"))?.parent()?.to_path_buf();
        let folder = target.join("peers").join("outcome");
        let python = folder.join("venv/bin/python");
        std::fs::create_dir_all(&folder).ok()?;
        let run = |program: &Path, arguments: &[&str]| {
            Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
        };
        let ready = || run(&python, &["-c", "import sklearn"]);
        if !ready() {
            println!("making {} …", folder.join("venv").display());
            let venv = folder.join("venv");
            let made = run(Path::new("python3"), &["-m", "venv", &venv.to_string_lossy()])
                && run(&python, &["-m", "pip", "install", "-q", "numpy", "scikit-learn"]);
            if !made || !ready() {
                println!("scikit-learn is left out: python3 -m venv or pip install scikit-learn did not succeed");
                return None;
            }
        }
        Some(Self { folder, python })
    }

    /// Fits on `train`, answers for `test`, with each of scikit-learn's models.
    pub fn ask(&self, train: &Cases, test: &Cases) -> Vec<Answer> {
        for (name, cases) in [("train.csv", train), ("test.csv", test)] {
            std::fs::write(self.folder.join(name), csv(cases)).unwrap();
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/outcome.py");
        let output = Command::new(&self.python).arg(script).arg(&self.folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(|line| {
                let (model, seconds) = line.split_once(' ').unwrap();
                let text = std::fs::read_to_string(self.folder.join(format!("{model}.txt"))).unwrap();
                Answer {
                    model: model.to_owned(),
                    seconds: seconds.parse().unwrap(),
                    probabilities: text.lines().map(|p| p.parse().unwrap()).collect(),
                }
            })
            .collect()
    }
}

fn csv(cases: &Cases) -> String {
    let mut text = String::new();
    let names = (0..cases.numbers.len()).map(|i| format!("n{i}")).chain((0..cases.levels.len()).map(|i| format!("c{i}")));
    writeln!(text, "{},won", names.collect::<Vec<_>>().join(",")).unwrap();
    for row in 0..cases.won.len() {
        for column in &cases.numbers {
            write!(text, "{},", column[row]).unwrap();
        }
        for column in &cases.levels {
            write!(text, "{},", column[row]).unwrap();
        }
        writeln!(text, "{}", u8::from(cases.won[row])).unwrap();
    }
    text
}
