"""The quiet room: the words of the policy language and what they mean. Standard library only, no I/O."""
