//! What can be printed or handed out of a visit.

use egui::{Button, CollapsingHeader, Id, ProgressBar, TextEdit, Ui};

use crate::app::{CaseCommand, Command, ReportCommand, ReportSettings, ShownFaces, Workbench};
use crate::case::Visit;
use crate::locale::{count, say, tr};
use crate::report::{Kind, Story, usual_aftercare};
use crate::ui::Action;
use crate::ui::panels::Asks;
use crate::ui::widgets::faint_ui;

/// What is shown of reports.
#[derive(Debug, Clone, Default)]
pub struct CaseReportModel {
    /// What the studio has settled.
    pub settings: ReportSettings,
    /// How far a report is that is being made, 0..=1.
    pub share: Option<f32>,
    /// The photo that boxes are drawn on.
    pub faces: Option<ShownFaces>,
}

/// Of the workbench.
pub(in crate::ui) fn report_model(workbench: &Workbench) -> CaseReportModel {
    let bench = workbench.report();
    let share = bench.is_working().then(|| bench.reading().map_or(0.0, |(share, _)| share));
    let settings = workbench.document().settings().report.clone();
    CaseReportModel { settings, share, faces: bench.faces().cloned() }
}

/// Letters of the longest advice.
const LONGEST: usize = 8_000;

/// Lays the buttons for the visit of a day out.
pub(super) fn case_report_ui(
    ui: &mut Ui,
    (place, visit): (usize, &Visit),
    model: &CaseReportModel,
    asks: &mut Asks,
) {
    let day = visit.day;
    ui.horizontal_wrapped(|ui| {
        ui.strong(tr("Report"));
        if let Some(share) = model.share {
            ui.add(ProgressBar::new(share).desired_width(160.0).show_percentage());
            if ui.button(tr("Stop##verb")).clicked() {
                asks.commands.push(CaseCommand::Report(ReportCommand::Stop).into());
            }
            return;
        }
        for (kind, name, hint) in kinds() {
            if ui.add(Button::new(name)).on_hover_text(hint).clicked() {
                asks.actions.push(Action::SaveReport(kind, day));
            }
        }
    });
    hide_ui(ui, (place, visit), asks);
    let mut settings = model.settings.clone();
    let hint = tr("Pictures in reports hide what was outlined to be left out, such as a face, for good");
    ui.checkbox(&mut settings.hide_left_out, tr("Blur what is left out")).on_hover_text(hint);
    CollapsingHeader::new(tr("Advice on the client's sheet")).id_salt(("aftercare", day.to_string())).show(
        ui,
        |ui| {
            faint_ui(ui, tr("For all clients of the studio. Left empty, this is printed:"));
            faint_ui(ui, usual_aftercare());
            let name = say!("Advice on the client's sheet, visit of %{day}", day = day);
            let field = TextEdit::multiline(&mut settings.aftercare)
                .id(Id::unique(("advice", day.to_string())))
                .char_limit(LONGEST)
                .desired_rows(4)
                .desired_width(f32::INFINITY);
            let field = ui.add(field);
            field.widget_info(|| egui::WidgetInfo::text_edit(true, "", "", &name));
        },
    );
    if settings != model.settings {
        asks.commands.push(Command::SetReport(settings));
    }
}

/// What opens the photos to draw boxes on them, and how many there are.
fn hide_ui(ui: &mut Ui, (place, visit): (usize, &Visit), asks: &mut Asks) {
    let Some(photo) = Story::photo_of(visit) else { return };
    ui.horizontal_wrapped(|ui| {
        let hint = tr(
            "Draw boxes on the photos of this visit; what lies in them is blurred for good in every report",
        );
        if ui.button(tr("Hide faces…")).on_hover_text(hint).clicked() {
            asks.commands.push(CaseCommand::Report(ReportCommand::Faces((place, photo))).into());
        }
        let boxes: usize = visit.photos.iter().map(|photo| photo.hidden.len()).sum();
        if boxes > 0 {
            faint_ui(ui, &count!(boxes, "%{n} box is hidden", "%{n} boxes are hidden"));
        }
    });
}

/// What there is, with its button and what it is for.
fn kinds() -> [(Kind, &'static str, &'static str); 6] {
    [
        (
            Kind::Studio,
            tr("Studio sheet…"),
            tr("A PDF with recipes, lots, tones and all that is needed to do the same again"),
        ),
        (
            Kind::Client,
            tr("Client sheet…"),
            tr("A PDF in plain words: before and after, what was done, what to do at home"),
        ),
        (Kind::Card, tr("Card…"), tr("The recipes on one picture for the phone")),
        (Kind::Csv, "CSV…", tr("All figures as a table for a spreadsheet")),
        (Kind::Json, "JSON…", tr("All figures for other programs")),
        (
            Kind::Study,
            tr("Case study…"),
            tr(
                "A PDF for trainees: the case on one page, the answer on the next; needs the consent to teach",
            ),
        ),
    ]
}
