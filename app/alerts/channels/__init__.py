"""How messages get to people: mail, signed webhooks, and all that Apprise knows.

`addresses` says what a target may be; `sending.send` sends one message to one target.
"""
