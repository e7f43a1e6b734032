# What writers put into a template for "the link of whoever reads this". It opens
# nothing; only in the mail that goes out it becomes the reader's own link.
PLACEHOLDER = "/zone/link"
