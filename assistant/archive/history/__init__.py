"""What stood on a day, and what was corrected since."""
