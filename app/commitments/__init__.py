"""Commitments as other programs read them: releases, sprints, milestones and epics, as they stand and day by day."""
