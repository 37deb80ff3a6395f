//! Program state without a window: document, commands, history, jobs (layer 6).
