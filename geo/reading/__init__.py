"""Reading a report: from an article to incidents a person can accept."""
