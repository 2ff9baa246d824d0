"""The running service: chat API and desk (web), dialogue (engine), understanding (nlu), conversations."""
