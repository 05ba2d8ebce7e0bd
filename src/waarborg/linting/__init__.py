"""What is doubtful in a policy that can be judged by: each check in the module named for what it looks at."""
