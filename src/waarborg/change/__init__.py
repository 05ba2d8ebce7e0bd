"""What a change of policy does: structural changes, and their exact impact by proof. The only room that knows z3."""
