"""What a thief gets after the sealing, searched for any way from a voter to what they chose."""
