"""The names everybody shares: fields of invention, jobs of researchers, industries, purses."""

FIELDS = ("ai", "clean_energy", "biotech", "software", "hardware")
"""Fields that venture money can enter."""

SCIENCES = (*FIELDS, "basic_science")
"""Fields whose technology level is kept; venture money does not fund basic science."""

JOBS = ("ai_industry", "ai_academia", "basic_science", "clean_energy", "biotech", "other")
"""Where a researcher can work. Software and hardware researchers are among `other`."""

INDUSTRIES = ("payments", "manufacturing", "retail", "logistics", "advertising", "professional_services")
"""Industries of the incumbents."""

PURSES = ("funds", "corporate", "sovereign")
"""Whose money a venture investor deploys: savers', a company's, a state's."""

AI, CLEAN_ENERGY = FIELDS.index("ai"), FIELDS.index("clean_energy")
AI_INDUSTRY, AI_ACADEMIA, BASIC_SCIENCE, CLEAN_ENERGY_JOB, BIOTECH_JOB, OTHER_JOB = range(len(JOBS))

VOICES = ("myth", "logic", "sermon")
"""The three voices: tech leaders, Wall Street, media and feeds."""
MYTH, LOGIC, SERMON = range(len(VOICES))

STYLES = ("fundamental", "trend", "passive", "short", "abstainer")
"""Rules of investors in listed shares."""
FUNDAMENTAL, TREND, PASSIVE, SHORT, ABSTAINER = range(len(STYLES))

BLOCS = ("united_states", "china", "european_union", "east_asia", "others")
"""Blocs with a government each."""
