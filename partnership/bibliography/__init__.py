"""References as people copy them: APA, Chicago and MLA. Heavy to import, so whoever needs it does so when it does."""
