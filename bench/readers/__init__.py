"""Who reads a tracker's history: brug, a mere download, and the common clients; one program each."""
