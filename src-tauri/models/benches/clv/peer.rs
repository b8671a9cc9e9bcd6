//! lifetimes, in Python.

use std::path::PathBuf;
use std::process::Command;

use kehu_models::purchase::History;

/// The seconds that its fit takes.
pub fn fit(model: &str, histories: &[History]) -> Result<f64, String> {
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let python = scratch.with_file_name("peers").join("bin/python");
    if !python.exists() {
        return Err(format!("no {}", python.display()));
    }
    let bytes: Vec<u8> = histories
        .iter()
        .flat_map(|h| [f64::from(h.frequency()), h.recency(), h.age()])
        .flat_map(f64::to_le_bytes)
        .collect();
    let data = scratch.join("clv.bin");
    std::fs::create_dir_all(&scratch).and_then(|()| std::fs::write(&data, bytes)).map_err(|error| error.to_string())?;
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/peers/clv.py");
    let out = Command::new(python).arg(script).arg(model).arg(data).output().map_err(|error| error.to_string())?;
    String::from_utf8_lossy(&out.stdout)
        .trim()
        .parse()
        .map_err(|_| String::from_utf8_lossy(&out.stderr).lines().last().unwrap_or_default().to_owned())
}
