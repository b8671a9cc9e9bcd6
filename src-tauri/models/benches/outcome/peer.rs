//! scikit-learn in the virtual environment `peers` of the target folder, made if it is missing.

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
    /// # Errors
    /// Why scikit-learn cannot be asked.
    pub fn find() -> Result<Self, String> {
        let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let peers = target.with_file_name("peers");
        let python = peers.join("bin/python");
        let run = |program: &Path, arguments: &[&str]| {
            Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
        };
        let ready = || run(&python, &["-c", "import sklearn"]);
        if !ready() {
            let made = (python.exists() || run(Path::new("python3"), &["-m", "venv", &peers.to_string_lossy()]))
                && run(&python, &["-m", "pip", "install", "-q", "numpy", "scikit-learn"]);
            if !made || !ready() {
                return Err(format!("scikit-learn cannot be installed in {}", peers.display()));
            }
        }
        let folder = target.join("outcome");
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        Ok(Self { folder, python })
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
    let names =
        (0..cases.numbers.len()).map(|i| format!("n{i}")).chain((0..cases.levels.len()).map(|i| format!("c{i}")));
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
