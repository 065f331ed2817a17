import WeirDomain
