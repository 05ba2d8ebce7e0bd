"""Policy cases put to the policy: whether they hold, what they leave unshown, and which changes they would notice."""
