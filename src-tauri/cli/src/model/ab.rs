//! `kehu model ab`: which of two variants has the better share.

use clap::Args;
use kehu_models::experiment::{Arm, sequential, shares};
use kehu_models::outcome::baseline::BaseRate;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::output::Output;

/// Two shares to compare.
#[derive(Debug, Args)]
pub struct Ab {
    /// Successes of trials of the first variant: 120/1000.
    #[arg(long, value_name = "SUCCESSES/TRIALS")]
    a: String,
    /// Successes of trials of the second variant.
    #[arg(long, value_name = "SUCCESSES/TRIALS")]
    b: String,
    /// The difference in shares one would like to find, for the test that allows looking at any time.
    #[arg(long, default_value_t = 0.02, value_name = "SHARE", allow_negative_numbers = true)]
    typical: f64,
}

/// Compares and answers.
pub fn run(asked: &Ab, output: &Output) -> Result<(), Fault> {
    let (a, b) = (counts("a", &asked.a)?, counts("b", &asked.b)?);
    if !(asked.typical > 0.0 && asked.typical < 1.0) {
        return Err(Fault::invalid("typical", "out_of_range").with("min", 0).with("max", 1));
    }
    let arm = |(successes, trials)| Arm::new(successes, trials);
    let (first, second) = (arm(a)?, arm(b)?);
    let found = shares::compare(&first, &second)?;
    let look = sequential::look(&first, &second, asked.typical, 0.05);
    let lift = &found.lift;
    let answer = json!({
        "p_b_better": found.b_better,
        "expected_loss_a": found.expected_loss_a,
        "expected_loss_b": found.expected_loss_b,
        "lift": {
            "observed": (first.share() > 0.0).then(|| second.share() / first.share() - 1.0),
            "median": lift.median,
            "lo80": lift.interval80.0, "hi80": lift.interval80.1,
            "lo95": lift.interval95.0, "hi95": lift.interval95.1,
            "shrunk": lift.shrunk,
            "shrunk_lo80": lift.shrunk80.0, "shrunk_hi80": lift.shrunk80.1,
            "shrunk_lo95": lift.shrunk95.0, "shrunk_hi95": lift.shrunk95.1,
        },
        "a": share(a)?,
        "b": share(b)?,
        "always_valid": {
            "p_value": look.p_value,
            "difference_lo95": look.difference.0, "difference_hi95": look.difference.1,
            "enough": look.enough,
        },
    });
    let percent = |x: f64| format!("{:.1} %", 100.0 * x);
    output.answer(&answer, |words| {
        let better = [("p", percent(found.b_better))];
        let spread = [
            ("lift", percent(lift.median)),
            ("low", percent(lift.interval95.0)),
            ("high", percent(lift.interval95.1)),
            ("shrunk", percent(lift.shrunk)),
        ];
        let looked = [("p", format!("{:.3}", look.p_value))];
        let say = |key: &str, blanks: &[(&str, String)]| {
            words.say(key, &blanks.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
        };
        vec![say("abBetter", &better), say("abLift", &spread), say("abLook", &looked)]
    })
}

fn counts(field: &'static str, text: &str) -> Result<(u64, u64), Fault> {
    let refused = || Fault::invalid(field, "ab.share").with("value", text);
    let (successes, trials) = text.split_once('/').ok_or_else(refused)?;
    let number = |text: &str| text.trim().parse::<u64>().map_err(|_| refused());
    let (successes, trials) = (number(successes)?, number(trials)?);
    if successes > trials {
        return Err(refused());
    }
    Ok((successes, trials))
}

fn share((successes, trials): (u64, u64)) -> Result<Value, Fault> {
    let rate = BaseRate::of(successes, trials)?;
    Ok(json!({ "rate": rate.rate, "lo95": rate.interval95.0, "hi95": rate.interval95.1 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_two_whole_numbers() {
        assert_eq!(counts("a", "120/1000"), Ok((120, 1000)));
        assert_eq!(counts("a", " 0 / 0 "), Ok((0, 0)));
        for text in ["", "12", "-1/5", "6/5", "1.5/3", "a/b", "1/2/3"] {
            let fault = counts("a", text).unwrap_err();
            assert_eq!((fault.kind, fault.exit_code()), ("invalid", 2), "{text}");
        }
    }
}
