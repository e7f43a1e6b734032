"""What every zone page shares: headers, refusals, tabs, seller, formats."""
