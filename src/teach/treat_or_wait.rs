//! Is this case treated now? A reminder of the rules, not medical advice.

use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};

use super::answer::Verdict;
use super::exercise::Order;
use super::picture::Shown;
use crate::blend::Thresholds;
use crate::locale::{count, fixed, list, number, say, tr};
use crate::optics::defaults::HEALED_DAYS;

/// What is done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It may be treated, with a test first.
    Treat,
    /// Not yet.
    Wait,
    /// Only with a doctor's word, or not at all.
    AskDoctor,
}

impl Decision {
    /// All, from the freest.
    pub const ALL: [Self; 3] = [Self::Treat, Self::Wait, Self::AskDoctor];

    /// Name in answers and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Treat => "treat",
            Self::Wait => "wait",
            Self::AskDoctor => "ask",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Treat => tr("Treat"),
            Self::Wait => tr("Wait"),
            Self::AskDoctor => tr("Ask a doctor"),
        }
    }
}

/// A client as a card tells of one.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a card of answers, each yes or no")]
pub struct CaseCard {
    /// Months since the scar was made.
    pub age_months: f64,
    /// The scar stands above the skin.
    pub raised: bool,
    /// a* of the scar minus a* of the surround, measured.
    pub redness: f64,
    /// Scars have grown beyond the wound.
    pub keloid: bool,
    /// Months since isotretinoin was last taken, when it ever was.
    pub isotretinoin_months: Option<f64>,
    /// Blood thinners.
    pub blood_thinners: bool,
    /// Psoriasis, eczema or sunburn where it is to be done.
    pub skin_disease: bool,
    /// Days since the last session, when there was one; the client wishes it darker.
    pub last_visit_days: Option<u32>,
}

/// A rule that a card falls under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named after the line of the card")]
pub enum Finding {
    Keloid,
    Raised,
    Red,
    Isotretinoin,
    BloodThinners,
    VeryYoung,
    SkinDisease,
    NotHealed,
    Young,
}

/// Months that isotretinoin is asked about.
const ISOTRETINOIN_MONTHS: f64 = 12.0;

/// A case card with the studio's lines.
#[derive(Debug, Clone)]
pub struct TreatOrWait {
    /// The card.
    pub card: CaseCard,
    thresholds: Thresholds,
}

impl CaseCard {
    /// The rules it falls under, the gravest first.
    ///
    /// Source: `matching.md` section 5 for age, height, redness and the 28 days; the sources named with each rule for
    /// the others.
    #[must_use]
    pub fn findings(&self, limits: &Thresholds) -> Vec<Finding> {
        let recent = self.isotretinoin_months.is_some_and(|months| months <= ISOTRETINOIN_MONTHS);
        let healing = self.last_visit_days.is_some_and(|days| f64::from(days) < HEALED_DAYS);
        let very_young = self.age_months < limits.stop_scar_months;
        let all = [
            (Finding::Keloid, self.keloid),
            (Finding::Raised, self.raised),
            (Finding::Red, self.redness > limits.stop_redness),
            (Finding::Isotretinoin, recent),
            (Finding::BloodThinners, self.blood_thinners),
            (Finding::VeryYoung, very_young),
            (Finding::SkinDisease, self.skin_disease),
            (Finding::NotHealed, healing),
            (Finding::Young, !very_young && self.age_months < limits.young_scar_months),
        ];
        all.into_iter().filter(|(_, found)| *found).map(|(finding, _)| finding).collect()
    }

    /// What is done: the gravest rule decides.
    #[must_use]
    pub fn decision(&self, limits: &Thresholds) -> Decision {
        let gravest = self.findings(limits).into_iter().map(Finding::decision).max();
        gravest.unwrap_or(Decision::Treat)
    }
}

impl Finding {
    /// What it asks for. A scar that is only young is warned about and may be treated.
    #[must_use]
    pub fn decision(self) -> Decision {
        match self {
            Self::Keloid | Self::Raised | Self::Red | Self::Isotretinoin | Self::BloodThinners => {
                Decision::AskDoctor
            }
            Self::VeryYoung | Self::SkinDisease | Self::NotHealed => Decision::Wait,
            Self::Young => Decision::Treat,
        }
    }

    /// The rule and where it comes from.
    fn reason(self, limits: &Thresholds) -> String {
        let (rule, source) = match self {
            Self::Keloid => (
                tr("Scars that grew beyond the wound: needling can make them grow. Do not treat; a doctor decides.").to_owned(),
                fixed!("46tattoo.com; scalpguru.com (contraindications)"),
            ),
            Self::Raised => (
                tr("A raised scar stops the work: it is a medical matter first.").to_owned(),
                fixed!("refinedmd.com/services/cosmetic-procedures/scars"),
            ),
            Self::Red => (
                say!(
                    "Redder than the skin around it by more than Δa* %{limit}: pigment stays and redness goes. Stop and ask.",
                    limit = number(limits.stop_redness, 1)
                ),
                fixed!("222health.com/surgeries-operations/surgeries/62572.html"),
            ),
            Self::Isotretinoin => (
                tr("Isotretinoin in the last 12 months: skin heals badly under it. Ask a doctor first.").to_owned(),
                fixed!("naturalinkspm.com/smp-contraindications"),
            ),
            Self::BloodThinners => (
                tr("Blood thinners: only with a doctor's word.").to_owned(),
                fixed!("scalpguru.com/smp/contraindications-for-scalp-micropigmentation"),
            ),
            Self::VeryYoung => (
                say!("Younger than %{limit} months: its colour still changes. Wait.", limit = number(limits.stop_scar_months, 0)),
                fixed!("dermmicro.com (6 months)"),
            ),
            Self::SkinDisease => (
                tr("Psoriasis, eczema or sunburn there: wait until it has healed.").to_owned(),
                fixed!("scalpguru.com/smp/contraindications-for-scalp-micropigmentation"),
            ),
            Self::NotHealed => (
                tr("Less than 28 days since the last session: darker only after a photo of the healed marks.").to_owned(),
                fixed!("Kim 2008"),
            ),
            Self::Young => (
                say!(
                    "Younger than %{limit} months: treat with the warning that its colour may still change; waiting is right too.",
                    limit = number(limits.young_scar_months, 0)
                ),
                fixed!("mschristinalouisepmu.com/scar-camouflage"),
            ),
        };
        say!("%{rule} Source: %{source}", rule = rule, source = source)
    }
}

impl TreatOrWait {
    pub(super) fn new(order: &Order, thresholds: &Thresholds) -> Self {
        let mut rng = order.stream();
        // Every decision is as likely as the others: what a card gets follows from the one that is drawn.
        let wanted = Decision::ALL[rng.random_range(0..3)];
        let limits = thresholds.sound();
        // How far from the lines, as a share of them: near at high levels.
        let margin = order.level.graded(0.6, 0.06);
        let mut card = clear_card(&mut rng, &limits, margin);
        let more = 1 + usize::from(order.level.number() >= 5 && rng.random_range(0..2) == 0);
        for _ in 0..more {
            match wanted {
                Decision::Treat => break,
                Decision::Wait => spoil(&mut card, rng.random_range(5..8), (&limits, margin), &mut rng),
                Decision::AskDoctor => spoil(&mut card, rng.random_range(0..8), (&limits, margin), &mut rng),
            }
        }
        if wanted == Decision::AskDoctor && card.decision(&limits) != wanted {
            spoil(&mut card, rng.random_range(0..5), (&limits, margin), &mut rng);
        }
        Self { card, thresholds: limits }
    }

    pub(super) fn question() -> String {
        tr("Treat this client today, wait, or ask a doctor first?").to_owned()
    }

    pub(super) fn shown(&self) -> Shown {
        let card = &self.card;
        let yes_no = |yes: bool| if yes { tr("yes") } else { tr("no") };
        let months = |months: f64| {
            let n = crate::photo::number::floor_index(months);
            count!(n, "%{n} month", "%{n} months")
        };
        let isotretinoin = match card.isotretinoin_months {
            None => tr("never").to_owned(),
            Some(since) => say!("until %{months} ago", months = months(since)),
        };
        let visit = match card.last_visit_days {
            None => tr("none so far").to_owned(),
            Some(days) => {
                let ago = count!(days, "%{n} day", "%{n} days");
                say!("%{days} ago; the client wishes it darker today", days = ago)
            }
        };
        let line = |name: &str, value: &str| format!("{name}: {value}");
        let redness = say!("Δa* %{redness}, measured", redness = crate::locale::signed(card.redness, 1));
        let facts = vec![
            line(tr("Age of the scar"), &months(card.age_months)),
            line(tr("Raised"), yes_no(card.raised)),
            line(tr("Redder than the skin around it"), &redness),
            line(tr("Scars that grew beyond the wound"), yes_no(card.keloid)),
            line(tr("Isotretinoin"), &isotretinoin),
            line(tr("Blood thinners"), yes_no(card.blood_thinners)),
            line(tr("Psoriasis, eczema or sunburn there"), yes_no(card.skin_disease)),
            line(tr("Last session"), &visit),
        ];
        Shown { facts, ..Shown::default() }
    }

    /// The decision that the rules ask for.
    #[must_use]
    pub fn truth(&self) -> Decision {
        self.card.decision(&self.thresholds)
    }

    pub(super) fn judge(&self, given: Decision) -> Verdict {
        let findings = self.card.findings(&self.thresholds);
        let truth = self.truth();
        // A scar between the two ages may be treated with a warning; who waits is not wrong.
        let only_young = findings == [Finding::Young];
        let right = given == truth || (only_young && given == Decision::Wait);
        let mut reasons: Vec<String> =
            findings.iter().map(|finding| finding.reason(&self.thresholds)).collect();
        if findings.is_empty() {
            reasons.push(
                tr("Nothing on the card speaks against it: old enough, flat, not red, no medicine, healed. A test first.")
                    .to_owned(),
            );
        }
        reasons.push(tr("A reminder, not medical advice.").to_owned());
        let accepted = if only_young { vec![truth, Decision::Wait] } else { vec![truth] };
        Verdict {
            right,
            delta_e: None,
            signed: None,
            truth: list(&accepted.into_iter().map(Decision::title).collect::<Vec<_>>()),
            given: given.title().to_owned(),
            reasons,
            swatches: Vec::new(),
        }
    }
}

/// A card that nothing speaks against, as near to the lines as the margin allows.
fn clear_card(rng: &mut Pcg64Mcg, limits: &Thresholds, margin: f64) -> CaseCard {
    let above = |rng: &mut Pcg64Mcg| 1.0 + margin * rng.random_range(0.4..2.0);
    let isotretinoin = (rng.random_range(0..3) == 0).then(|| (ISOTRETINOIN_MONTHS * above(rng)).ceil() + 1.0);
    let last = (rng.random_range(0..2) == 0).then(|| whole(HEALED_DAYS * above(rng)));
    CaseCard {
        age_months: (limits.young_scar_months * above(rng)).ceil(),
        raised: false,
        redness: tenth(limits.stop_redness * (1.0 - margin * rng.random_range(0.4..1.5)).max(-0.5)),
        keloid: false,
        isotretinoin_months: isotretinoin,
        blood_thinners: false,
        skin_disease: false,
        last_visit_days: last,
    }
}

/// Puts the finding of this place on the card, as near to its line as the margin allows.
fn spoil(card: &mut CaseCard, finding: usize, (limits, margin): (&Thresholds, f64), rng: &mut Pcg64Mcg) {
    let below = |rng: &mut Pcg64Mcg| (1.0 - margin * rng.random_range(0.4..1.4)).max(0.05);
    match finding {
        0 => card.keloid = true,
        1 => card.raised = true,
        2 => {
            let above = 1.0 + margin * rng.random_range(0.4..1.5);
            card.redness = tenth(limits.stop_redness * above).max(limits.stop_redness + 0.1);
        }
        3 => card.isotretinoin_months = Some((ISOTRETINOIN_MONTHS * below(rng)).floor()),
        4 => card.blood_thinners = true,
        5 => card.age_months = (limits.stop_scar_months * below(rng) * 0.999).floor(),
        6 => card.skin_disease = true,
        _ => card.last_visit_days = Some(whole(HEALED_DAYS * below(rng) - 1.0)),
    }
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn whole(value: f64) -> u32 {
    u32::try_from(crate::photo::number::floor_index(value.max(0.0).round())).unwrap_or(u32::MAX)
}
